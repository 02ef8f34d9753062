import { request } from 'node:http';
import type { EmbeddedCognito } from '../cognito.js';
import { startCognito } from '../cognito.js';
import { FakeClock } from '../fake-clock.js';

interface Keys {
  readonly keys: readonly { readonly kid: string }[];
}

describe('test controls', () => {
  const clock = new FakeClock();
  let cognito: EmbeddedCognito;

  beforeAll(async () => {
    cognito = await startCognito({ clock });
  });
  afterAll(async () => {
    await cognito.stop();
  });

  const post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${cognito.endpoint}${path}`, {
      method: 'POST',
      headers,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const jwks = (init: RequestInit = {}): Promise<Response> => fetch(`${cognito.issuer}/.well-known/jwks.json`, init);
  const kids = async (): Promise<string[]> => ((await (await jwks()).json()) as Keys).keys.map(({ kid }) => kid);

  describe('keys/rotate', () => {
    test('adds two new keys and publishes the old ones for another day', async () => {
      const before = await kids();
      expect((await post('/local/keys/rotate')).status).toBe(200);
      const after = await kids();
      expect(after).toHaveLength(4);
      expect(after).toEqual(expect.arrayContaining(before));

      clock.advance({ hours: 23, minutes: 59 });
      expect(await kids()).toHaveLength(4);
      clock.advance({ minutes: 1 });
      expect((await kids()).sort()).toEqual(after.filter((kid) => !before.includes(kid)).sort());
    });
  });

  describe('keys/outage', () => {
    afterEach(() => post('/local/keys/outage', { mode: 'none' }));

    test.each([
      ['500', 500, /./],
      ['empty', 200, /^\{"keys":\[\]\}$/],
      ['garbage', 200, /^\{"keys":\[\{"kid":$/],
    ])('%s', async (mode, status, body) => {
      await post('/local/keys/outage', { mode });
      const response = await jwks();
      expect(response.status).toBe(status);
      expect(await response.text()).toMatch(body);
    });

    test('refused: the connection is reset', async () => {
      await post('/local/keys/outage', { mode: 'refused' });
      await expect(jwks()).rejects.toThrow(
        expect.objectContaining({ cause: expect.objectContaining({ code: 'ECONNRESET' }) as Error }) as Error,
      );
    });

    test('hang: nothing comes until the outage ends', async () => {
      await post('/local/keys/outage', { mode: 'hang' });
      const waiting = jwks().then(
        () => 'answered',
        () => 'cut off',
      );
      await post('/local/keys/outage', { mode: 'none' });
      expect(await waiting).toBe('cut off');
    });

    test('drip: the answer begins and does not end', async () => {
      await post('/local/keys/outage', { mode: 'drip' });
      const response = await jwks();
      const rest = response.text();
      await post('/local/keys/outage', { mode: 'none' });
      await expect(rest).rejects.toThrow();
    });

    test('huge: 64 MiB', async () => {
      await post('/local/keys/outage', { mode: 'huge' });
      let length = 0;
      const body = (await jwks()).body as unknown as AsyncIterable<Uint8Array>;
      for await (const part of body) length += part.length;
      expect(length).toBeGreaterThan(64 * 1024 * 1024);
    });

    test('a held connection does not keep the pool from stopping', async () => {
      const other = await startCognito();
      await fetch(`${other.endpoint}/local/keys/outage`, { method: 'POST', body: '{"mode":"hang"}' });
      const held = fetch(`${other.issuer}/.well-known/jwks.json`).catch(() => 'cut off');
      await fetch(`${other.issuer}/.well-known/openid-configuration`);
      await other.stop();
      expect(await held).toBe('cut off');
    });
  });

  describe('clock', () => {
    test('goes forward by seconds, and to an instant', async () => {
      const before = clock.now().getTime();
      const moved = (await (await post('/local/clock', { advanceSeconds: 90 })).json()) as { now: string };
      expect(new Date(moved.now).getTime()).toBe(before + 90_000);
      const set = await post('/local/clock', { now: '2030-01-01T00:00:00Z' });
      expect(await set.json()).toEqual({ now: '2030-01-01T00:00:00.000Z' });
      await post('/local/clock', { now: clock.now().toISOString() });
    });
  });

  test.each([
    ['/local/keys/outage', { mode: 'sometimes' }],
    ['/local/keys/outage', {}],
    ['/local/keys/outage', 'mode=hang'],
    ['/local/clock', { advanceSeconds: '5' }],
    ['/local/clock', { now: 'tomorrow' }],
    ['/local/clock', {}],
  ])('%s refuses %j', async (path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });

  describe.each(['/local/keys/rotate', '/local/keys/outage', '/local/clock'])('%s is out of reach', (path) => {
    test.each([
      ['of a page of another origin', { origin: 'https://example.com' }],
      ['of a page of another port', { origin: 'http://localhost:5173' }],
      ['of a sandboxed page', { origin: 'null' }],
      ['of a cross-site request without Origin', { 'sec-fetch-site': 'cross-site' }],
    ])('%s', async (_, headers) => {
      const response = await post(path, { mode: 'hang' }, headers);
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    });

    test('of a rebound name', async () => {
      const status = await new Promise((resolve) => {
        const { port } = new URL(cognito.endpoint);
        const host = `attacker.example:${port}`;
        request({ host: '127.0.0.1', port, path, method: 'POST', headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).end();
      });
      expect(status).toBe(421);
    });

    test('by GET', async () => {
      expect((await fetch(`${cognito.endpoint}${path}`)).status).toBe(405);
    });
  });
});
