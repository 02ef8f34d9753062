import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { KeyServer } from '../../../test/support/tokens/key-server.js';
import { albKeyPair } from '../../../test/support/server/load-balancer.js';
import { importAlbKey, readAlbKey } from './alb-key-document.js';

const limits = { timeoutMs: 5_000, maxBytes: 1_000 };
const short = { timeoutMs: 50, maxBytes: 1_000 };
const { kid, pem, privateKey } = albKeyPair();
const spki = (key: ReturnType<typeof createPublicKey>) => String(key.export({ format: 'pem', type: 'spki' }));

describe('importAlbKey', () => {
  it('takes one public key on P-256, with either kind of line end', () => {
    expect(importAlbKey(pem).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(importAlbKey(pem.replaceAll('\n', '\r\n')).type).toBe('public');
    expect(importAlbKey(pem.trimEnd()).type).toBe('public');
  });

  const explicit = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey;
  it.each<[string, string]>([
    ['on P-384', albKeyPair('P-384').pem],
    ['on secp256k1, of the same size', albKeyPair('secp256k1').pem],
    ['on a curve that is spelt out', spki(explicit)],
    [
      'on a point beside the curve',
      pem.replace(/(.)(.{3}\n-----END)/, (_all, letter, end) => `${letter === 'A' ? 'B' : 'A'}${String(end)}`),
    ],
    ['of RSA', spki(generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey)],
    ['of Ed25519', spki(generateKeyPairSync('ed25519').publicKey)],
    ['that is private', String(privateKey.export({ format: 'pem', type: 'pkcs8' }))],
    ['that is private in the older form', String(privateKey.export({ format: 'pem', type: 'sec1' }))],
    ['of two', pem + pem],
    ['behind some text', `# key\n${pem}`],
    ['before some text', `${pem}more`],
    ['as a JWK', JSON.stringify(createPublicKey(pem).export({ format: 'jwk' }))],
    ['called a certificate', pem.replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['cut short', pem.replace(/.{20}\n-----END/, '\n-----END')],
    ['in HTML', '<!doctype html>'],
    ['of nothing', ''],
  ])('takes no key %s', (_name, text) => {
    expect(() => importAlbKey(text)).toThrow();
  });
});

describe('readAlbKey', () => {
  let keyServer: KeyServer;
  let base: string;

  beforeAll(async () => {
    keyServer = await KeyServer.start();
    base = `${new URL(keyServer.uri).origin}/keys`;
  });

  afterAll(async () => {
    await keyServer.stop();
  });

  it('asks for the key by its id, under the base', async () => {
    const asked: unknown[] = [];
    keyServer.answerBy((request, response) => {
      asked.push(request.url);
      response.end(pem);
    });
    await expect(readAlbKey(base, kid, limits)).resolves.toMatchObject({ asymmetricKeyType: 'ec' });
    expect(asked).toEqual([`/keys/${kid}`]);
  });

  it.each([403, 404])('knows by status %i that there is no such key', async (status) => {
    keyServer.answerWith(status, '<Error><Code>AccessDenied</Code></Error>');
    await expect(readAlbKey(base, randomUUID(), limits)).resolves.toBeUndefined();
  });

  const drips: RequestListener = (_request, response) => {
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => {
      clearInterval(drip);
    });
  };
  it.each<[string, RequestListener]>([
    ['answers 500', (_request, response) => response.writeHead(500).end(pem)],
    ['answers 429', (_request, response) => response.writeHead(429).end()],
    ['sends it elsewhere', (_request, response) => response.writeHead(302, { location: '/x' }).end()],
    ['hangs', () => undefined],
    ['drips', drips],
    ['sends no key', (_request, response) => response.end('hello')],
    ['sends too much', (_request, response) => response.end(pem + ' '.repeat(1_000))],
    ['hangs up', (request) => request.socket.destroy()],
  ])('takes it for an outage when the server %s', async (_name, answer) => {
    keyServer.answerBy(answer);
    await expect(readAlbKey(base, kid, short)).rejects.toThrow();
  });
});
