import { connect } from 'node:net';
import { House } from '../support/server/house.js';

let house: House;
beforeAll(async () => {
  house = await House.open({ environment: { CORS_ORIGINS: 'https://portal.clinic.com,http://localhost:5173' } });
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
    ['text that is not UTF-8', Buffer.from('{"name":"\xff"}', 'latin1'), 'application/json', 400, 'invalid_request'],
    ['a name twice', '{"name":"a","timeZone":"Europe/Paris","name":"b"}', 'application/json', 400, 'invalid_request'],
    [
      'a name twice inside',
      String.raw`{"name":"a","timeZone":"Europe/Paris","signUp":{"autoConfirm":true,"\u0061utoConfirm":false}}`,
      'application/json',
      400,
      'invalid_request',
    ],
    ['endless nesting', '['.repeat(30_000) + ']'.repeat(30_000), 'application/json', 400, 'invalid_request'],
    ['UTF-16', '{"name":"x"}', 'application/json; charset=utf-16', 415, 'unsupported_media_type'],
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

  it('is read as UTF-8 whether or not it says so', async () => {
    for (const type of ['application/json', 'application/json; charset="UTF-8"', 'application/json;charset=utf8']) {
      const answer = await house.request('POST', '/v1/clinics', {
        token: house.admin.accessToken,
        body: { name: 'Clínica', timeZone: 'Europe/Madrid' },
        headers: { 'content-type': type },
      });
      expect(answer).toMatchObject({ status: 201, body: { name: 'Clínica' } });
    }
  });

  it.each([
    ['POST', '/health/live', 'GET, HEAD'],
    ['DELETE', '/v1/clinics', 'GET, HEAD, POST'],
    ['QUERY', '/v1/clinics', 'GET, HEAD, POST'],
    ['PUT', '/v1/clinics/CLN-001/appointments/APT-1', 'DELETE, GET, HEAD, PATCH'],
    ['PROPFIND', '/v1/me?x=/v1/clinics', 'GET, HEAD'],
  ])('gets 405 and the methods that exist: %s %s', async (method, path, allow) => {
    const answer = await raw(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer).toContain(`allow: ${allow}\r\n`);
    expect(answer).toContain('"code":"method_not_allowed"');
    expect(answer).toContain('content-type: application/problem+json');
  });

  it.each(['POST', 'QUERY', 'OPTIONS'])('gets 404 for %s where nothing is', async (method) => {
    const answer = await raw(`${method} /v1/clinics/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(method === 'OPTIONS' ? /^HTTP\/1\.1 204 / : /^HTTP\/1\.1 404 /);
  });

  it.each([
    ['a method that nobody knows', 'SUMMON / HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'invalid_request'],
    ['no Host', 'GET /v1/me HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid_request'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
      'invalid_request',
    ],
    ['no HTTP', 'hello\r\n\r\n', 400, 'invalid_request'],
    ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n', 405, 'method_not_allowed'],
  ])('gets a problem even when the parser refuses it: %s', async (_what, bytes, status, code) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('content-type: application/problem+json; charset=utf-8');
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('may expect what it likes', async () => {
    const answer = await raw('GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
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

describe('a page of another origin', () => {
  const origin = 'http://localhost:5173';
  const preflight = (from: string, path = '/v1/me') =>
    house.request('OPTIONS', path, {
      headers: {
        origin: from,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,content-type,if-match,idempotency-key',
      },
    });
  const listOf = (headers: Headers, name: string) => headers.get(name)?.toLowerCase().split(/,\s*/);

  it('may send what the API takes, and remembers that it may', async () => {
    const { status, headers } = await preflight(origin);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(listOf(headers, 'access-control-allow-methods')).toEqual(
      expect.arrayContaining(['get', 'post', 'patch', 'delete']),
    );
    expect(listOf(headers, 'access-control-allow-headers')).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'idempotency-key', 'if-match']),
    );
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThanOrEqual(600);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(listOf(headers, 'vary')).toContain('origin');
  });

  it('reads answers and refusals, with the headers that it needs', async () => {
    for (const token of [house.admin.accessToken, undefined]) {
      const { headers } = await house.request('GET', '/v1/me', { token, headers: { origin } });
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(listOf(headers, 'access-control-expose-headers')).toEqual(
        expect.arrayContaining(['etag', 'location', 'retry-after', 'www-authenticate', 'x-request-id']),
      );
    }
  });

  it.each(['https://evil.example', 'null', 'http://localhost:51730', 'http://localhost', 'https://portal.clinic.com.'])(
    'reads nothing when it is not on the list: %s',
    async (from) => {
      for (const answer of [
        await preflight(from),
        await house.request('GET', '/v1/me', { headers: { origin: from } }),
      ]) {
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
        expect(listOf(answer.headers, 'vary')).toContain('origin');
      }
    },
  );
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
    expect(page.text).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    const script = /src="([^"]+bundle[^"]*)"/.exec(page.text)?.[1] ?? 'missing';
    expect((await house.request('GET', new URL(script, `${house.url}/docs`).pathname)).status).toBe(200);
  });
});
