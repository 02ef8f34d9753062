import type { RequestListener } from 'node:http';
import { KeyServer } from '../../../test/support/tokens/key-server.js';
import { readJwks } from './jwks-document.js';

const limits = { timeoutMs: 5_000, maxBytes: 1_000 };
const short = { timeoutMs: 50, maxBytes: 1_000 };

describe('readJwks', () => {
  let keyServer: KeyServer;

  beforeAll(async () => {
    keyServer = await KeyServer.start();
  });

  afterAll(async () => {
    await keyServer.stop();
  });

  it('gives the keys as they came', async () => {
    keyServer.publish({ kid: 'a' }, { kid: 'b' });
    await expect(readJwks(keyServer.uri, limits)).resolves.toEqual({ keys: [{ kid: 'a' }, { kid: 'b' }] });
  });

  it.each([
    ['no keys', '{"keys":[]}'],
    ['an empty object', '{}'],
    ['keys that are no array', '{"keys":{"0":{}}}'],
    ['an array', '[{"kid":"a"}]'],
    ['null', 'null'],
    ['a string', '"keys"'],
    ['HTML', '<!doctype html><title>Sign in</title>'],
    ['nothing', ''],
    ['half a document', '{"keys":[{"kid":"a"'],
    ['more than the limit', JSON.stringify({ keys: ['x'.repeat(1_000)] })],
  ])('takes %s for an outage', async (_name, body) => {
    keyServer.answerWith(200, body);
    await expect(readJwks(keyServer.uri, limits)).rejects.toThrow();
  });

  it('says what is the matter with JSON that is no JWKS', async () => {
    for (const body of ['null', '{}', '{"keys":[]}']) {
      keyServer.answerWith(200, body);
      await expect(readJwks(keyServer.uri, limits)).rejects.toThrow('without keys');
    }
  });

  it.each([204, 304, 400, 403, 404, 429, 500, 502, 503])(
    'takes status %i for an outage, whatever the body',
    async (status) => {
      keyServer.answerWith(status, status === 204 || status === 304 ? '' : '{"keys":[{"kid":"a"}]}');
      await expect(readJwks(keyServer.uri, limits)).rejects.toThrow(String(status));
    },
  );

  it('follows no redirect', async () => {
    keyServer.answerBy((_request, response) => response.writeHead(302, { location: '/other' }).end());
    await expect(readJwks(keyServer.uri, limits)).rejects.toThrow();
  });

  const drips: RequestListener = (_request, response) => {
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => {
      clearInterval(drip);
    });
  };

  it.each<[string, RequestListener]>([
    ['that never answers', () => undefined],
    [
      'that stops after the headers',
      (_request, response) => {
        response.writeHead(200).flushHeaders();
      },
    ],
    ['that drips', drips],
  ])('gives up on a server %s', async (_name, answer) => {
    keyServer.answerBy(answer);
    await expect(readJwks(keyServer.uri, short)).rejects.toMatchObject({ name: 'DeadlineExceededError' });
  });

  it('stops reading an endless body', async () => {
    let written = 0;
    keyServer.answerBy((_request, response) => {
      const pour = () => {
        if (response.destroyed) return;
        written += 65_536;
        response.write(' '.repeat(65_536), pour);
      };
      pour();
    });
    await expect(readJwks(keyServer.uri, limits)).rejects.toThrow('more than 1000 bytes');
    // what the kernel's buffers held, not the 200 MB that a server might send
    expect(written).toBeLessThan(20_000_000);
  });

  it('takes a closed connection and a closed port for outages', async () => {
    keyServer.answerBy((request) => request.socket.destroy());
    await expect(readJwks(keyServer.uri, limits)).rejects.toThrow();
    const gone = await KeyServer.start();
    const { uri } = gone;
    await gone.stop();
    await expect(readJwks(uri, limits)).rejects.toThrow();
  });
});
