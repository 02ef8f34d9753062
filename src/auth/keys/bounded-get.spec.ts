import { KeyServer } from '../../../test/support/tokens/key-server.js';
import { boundedGet } from './bounded-get.js';

// what ends an endless, dripping or hanging answer stands with the two documents that are read by it
describe('boundedGet', () => {
  const limits = { timeoutMs: 5_000, maxBytes: 1_000 };
  let keyServer: KeyServer;

  beforeAll(async () => {
    keyServer = await KeyServer.start();
  });

  afterAll(async () => {
    await keyServer.stop();
  });

  const get = () => boundedGet(keyServer.uri, 'text/plain', limits);

  it('says what it takes', async () => {
    keyServer.answerBy((request, response) => response.end(request.headers.accept));
    await expect(get()).resolves.toEqual({ status: 200, text: 'text/plain' });
  });

  it('reads as many bytes as it may and not one more', async () => {
    keyServer.answerWith(200, 'x'.repeat(1_000));
    await expect(get()).resolves.toMatchObject({ text: 'x'.repeat(1_000) });
    keyServer.answerWith(200, 'x'.repeat(1_001));
    await expect(get()).rejects.toThrow('more than 1000 bytes');
  });

  it.each([201, 206, 403, 404, 500])('reads no body of status %i, however long', async (status) => {
    keyServer.answerWith(status, 'x'.repeat(1_001));
    await expect(get()).resolves.toEqual({ status, text: '' });
  });

  it('reads UTF-8 and nothing like it', async () => {
    keyServer.answerWith(200, 'Schlüssel');
    await expect(get()).resolves.toMatchObject({ text: 'Schlüssel' });
    keyServer.answerBy((_request, response) => response.end(Buffer.from('Schlüssel', 'latin1')));
    await expect(get()).rejects.toThrow();
  });
});
