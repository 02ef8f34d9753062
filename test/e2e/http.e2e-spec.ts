import { connect } from 'node:net';
import { House } from '../support/server/house.js';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

/** What the server answers to these bytes, for requests that no client would send. */
function raw(bytes: string): Promise<string> {
  const { port } = new URL(house.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () => {
      resolve(Buffer.concat(chunks).toString());
    });
    socket.on('error', reject);
  });
}

describe('every answer', () => {
  it('carries a request id: the caller’s own when it is a plain word, else a new one', async () => {
    const own = await house.request('GET', '/health/live', { headers: { 'x-request-id': 'trace-1' } });
    expect(own.headers.get('x-request-id')).toBe('trace-1');
    const odd = await house.request('GET', '/health/live', { headers: { 'x-request-id': 'a b\tc' } });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('forbids storing what the API says', async () => {
    const answer = await house.request('GET', '/v1/me', { token: house.admin.accessToken });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a request that makes no sense', () => {
  it('gets a problem for a route that does not exist', async () => {
    expect(await house.request('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('gets a problem for an address that cannot be decoded', async () => {
    const answer = await raw('GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"invalid_request"');
  });

  it.each([
    ['broken JSON', '{"name":', 'application/json', 400, 'invalid_request'],
    ['a form', 'name=x', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['text', 'name', 'text/plain', 415, 'unsupported_media_type'],
    ['more than 64 KiB', JSON.stringify({ name: 'x'.repeat(70_000) }), 'application/json', 413, 'payload_too_large'],
    ['a __proto__ member', '{"__proto__":{"admin":true}}', 'application/json', 400, 'invalid_request'],
  ])('gets a problem for %s', async (_what, body, type, status, code) => {
    const answer = await house.request('POST', '/v1/clinics', {
      token: house.admin.accessToken,
      body,
      headers: { 'content-type': type },
    });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('may name a type without sending a body', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await house.request('GET', '/v1/me', { token: house.admin.accessToken, headers });
    expect(answer.status).toBe(200);
    const cancel = await house.request('POST', '/v1/clinics/CLN-none/appointments/none/cancel', {
      token: house.admin.accessToken,
      headers,
    });
    expect(cancel).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('learns nothing about a schema without a token', async () => {
    const answer = await house.request('POST', '/v1/clinics', { body: { nonsense: true } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'missing_token' } });
    expect(answer.body['errors']).toBeUndefined();
  });
});

describe('health and documentation', () => {
  it('says that it lives and that it is ready', async () => {
    expect(await house.request('GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await house.request('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('counts what becomes of its signing keys, for administrators and collectors', async () => {
    const { userPoolId } = house.cognito;
    const counted = async (name: string) => {
      const { status, headers, text } = await house.request('GET', '/v1/metrics', { token: house.admin.accessToken });
      expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
      const line = text.split('\n').find((each) => each.startsWith(`clinic_portal_keys_${name}{`));
      expect(line).toContain(`of="user_pool",user_pool_id="${userPoolId}"`);
      return Number(line?.split(' ').at(-1));
    };
    expect(await counted('ready')).toBe(1);
    expect(await counted('reads_total')).toBeGreaterThan(0);
    expect(await counted('unknown_kids_total')).toBe(0);
    const header = btoa(JSON.stringify({ alg: 'RS256', kid: 'another' })).replaceAll('=', '');
    await house.request('GET', '/v1/me', { token: house.admin.accessToken.replace(/^[^.]+/, header) });
    expect(await counted('unknown_kids_total')).toBe(1);
  });

  it('describes every route of the API, its parameters and its bodies', async () => {
    const { status, body } = await house.request('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(body['openapi']).toBe('3.1.0');
    expect(Object.keys(body['paths'] as object)).toEqual(
      expect.arrayContaining(['/v1/me', '/v1/clinics', '/v1/clinics/{clinicId}/practitioners']),
    );
  });

  it('has a readable page that loads nothing from elsewhere', async () => {
    const page = await house.request('GET', '/docs');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    const script = /src="([^"]+bundle[^"]*)"/.exec(page.text)?.[1] ?? 'missing';
    expect((await house.request('GET', new URL(script, `${house.url}/docs`).pathname)).status).toBe(200);
  });
});
