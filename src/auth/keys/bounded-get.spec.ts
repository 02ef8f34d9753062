import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

  // On Node 20 and 22 `fetch` holds the signal that it is given only weakly: a collection during the body loses the abort.
  describe('while garbage is collected during the body', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const short = { timeoutMs: 1_000, maxBytes: 1_000_000 };

    /** Starts a read; the answer has begun, and collections have run, when this is done. */
    async function begunRead(begin: (response: ServerResponse) => void) {
      const begun = new Promise<ServerResponse>((resolve) => {
        keyServer.answerBy((_request, response) => {
          begin(response);
          resolve(response);
        });
      });
      const read = boundedGet(keyServer.uri, 'text/plain', short).catch((error: unknown) => error);
      const response = await begun;
      const closed = once(response, 'close');
      for (let round = 0; round < 30; round += 1) {
        await turn();
        collect();
      }
      return { read, closed };
    }

    it.each<[string, (response: ServerResponse) => void]>([
      ['stalls', (response) => response.write('{')],
      [
        'drips',
        (response) => {
          const drip = setInterval(() => response.write(' '), 5);
          response.on('close', () => {
            clearInterval(drip);
          });
        },
      ],
    ])('gives up on a server that %s, and closes the connection', async (_name, begin) => {
      const { read, closed } = await begunRead(begin);
      await expect(read).resolves.toMatchObject({ name: 'DeadlineExceededError' });
      await closed;
    });
  });
});
