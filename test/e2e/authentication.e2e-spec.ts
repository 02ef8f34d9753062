import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { House } from '../support/server/house.js';
import type { Answer } from '../support/server/http.js';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The parts of a genuine token, to build false ones from. */
function partsOf(token: string): {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
  signature: string;
} {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  return { header: decode(header), payload: decode(payload), signature };
}

const me = (token?: string): Promise<Answer> => house.request('GET', '/v1/me', { token });

describe('a request without a good access token', () => {
  it('is refused without one, and the challenge names no error (RFC 6750 section 3.1)', async () => {
    const answer = await me();
    expect(answer).toMatchObject({ status: 401, body: { code: 'missing_token', status: 401 } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="clinic-portal"');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is refused with an ID token (docs/cognito-facts.md#t5), and told which one to send', async () => {
    const answer = await me(house.admin.idToken);
    expect(answer).toMatchObject({ status: 401, body: { code: 'wrong_token_use' } });
    expect(answer.body['detail']).toContain('access token');
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('is refused with a payload that was changed after signing', async () => {
    const { payload } = partsOf(house.admin.accessToken);
    const [header, , signature] = house.admin.accessToken.split('.');
    const forged = [header, encode({ ...payload, 'cognito:groups': ['admin', 'billing'] }), signature].join('.');
    expect(await me(forged)).toMatchObject({ status: 401, body: { code: 'bad_signature' } });
  });

  it('is refused with alg none, and with HS256 keyed by the public key', async () => {
    const { header, payload } = partsOf(house.admin.accessToken);
    const none = `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`;
    expect(await me(none)).toMatchObject({ status: 401 });

    const jwks = (await (await fetch(`${house.cognito.issuer}/.well-known/jwks.json`)).json()) as {
      keys: { kid: string; kty: string; n: string; e: string }[];
    };
    const jwk = jwks.keys.find(({ kid }) => kid === header['kid']);
    const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const signed = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`;
    const confused = `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
    expect(await me(confused)).toMatchObject({ status: 401, body: { code: 'malformed' } });
  });

  it('is refused with a key that the token itself brings, under the real kid', async () => {
    const { header, payload } = partsOf(house.admin.accessToken);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signed = `${encode({ ...header, jwk: publicKey.export({ format: 'jwk' }) })}.${encode(payload)}`;
    const own = `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`;
    expect((await me(own)).status).toBe(401);
  });

  it('is refused with two Authorization headers', async () => {
    const { accessToken } = house.admin;
    const answer = await house.request('GET', '/v1/me', {
      headers: { authorization: `Bearer ${accessToken}, Bearer ${accessToken}` },
    });
    expect(answer.status).toBe(401);
  });

  it('is refused by a server that knows other clients only', async () => {
    const other = await House.open({ environment: { COGNITO_CLIENT_IDS: 'another1client' } });
    try {
      const answer = await other.request('GET', '/v1/me', { token: other.admin.accessToken });
      expect(answer).toMatchObject({ status: 401, body: { code: 'wrong_client' } });
      // the same sign-in at another pool is no sign-in here
      expect(await me(other.admin.accessToken)).toMatchObject({ status: 401, body: { code: 'wrong_issuer' } });
    } finally {
      await other.close();
    }
  });
});

describe('a flood of key ids that nobody knows', () => {
  it('gets 401 while the pool is asked, then 503 and when to come back; keeps out nobody and pages nobody', async () => {
    let log = '';
    const logDestination = { write: (line: string) => (log += line) };
    const flooded = await House.open({ logDestination, environment: { LOG_LEVEL: 'warn' } });
    try {
      const { accessToken } = flooded.admin;
      const [, payload, signature] = accessToken.split('.');
      const seen = new Set<string>();
      for (let i = 0; i < 20; i++) {
        const token = [encode({ alg: 'RS256', kid: `made-up-${i}` }), payload, signature].join('.');
        const { status, headers } = await flooded.request('GET', '/v1/me', { token });
        seen.add(`${status}${headers.has('retry-after') ? ' later' : ''}`);
      }
      expect(seen).toEqual(new Set(['401', '503 later']));
      expect((await flooded.request('GET', '/v1/me', { token: accessToken })).status).toBe(200);
      const levels = log
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { level: unknown }).level);
      expect(levels).toHaveLength(20);
      // an audit record for each 401, a warning for each 503, and no error
      expect(new Set(levels)).toEqual(new Set(['info', 'warn']));
    } finally {
      await flooded.close();
    }
  });
});

describe('a signed-in user', () => {
  it('is known by the access token and by the stored profile', async () => {
    const { staff, clinicId } = await house.clinic();
    const answer = await me(staff.accessToken);
    expect(answer).toMatchObject({
      status: 200,
      body: { userId: staff.sub, email: staff.email, clinicId, clinicIds: [clinicId], groups: ['clinic-staff'] },
    });
  });

  it('has no clinic until someone gives them one: the first request makes a profile without', async () => {
    const stranger = await house.user('stranger@nowhere.example', ['clinic-staff']);
    expect(await me(stranger.accessToken)).toMatchObject({ status: 200, body: { clinicId: null, clinicIds: [] } });
    const { clinicId } = await house.clinic();
    const refused = await house.request('GET', `/v1/clinics/${clinicId}`, { token: stranger.accessToken });
    expect(refused).toMatchObject({ status: 403, body: { code: 'clinic_mismatch' } });
  });

  it('is not believed about custom:clinic_id, which an ID token may carry (docs/cognito-facts.md#a1)', async () => {
    const { clinicId } = await house.clinic();
    const token = partsOf((await house.signIn(house.admin)).idToken);
    expect(token.payload['token_use']).toBe('id');
    const refused = await house.request('GET', `/v1/clinics/${clinicId}`, { token: house.admin.idToken });
    expect(refused).toMatchObject({ status: 401, body: { code: 'wrong_token_use' } });
  });
});
