import { randomUUID } from 'node:crypto';
import type { ALBEvent } from 'aws-lambda';
import { decodeJwt } from 'jose';
import { GatewayAuthorizer } from '../../src/auth/gateway/gateway-authorizer.js';
import { Principals } from '../../src/auth/principal/principals.js';
import type { Principal } from '../../src/auth/principal/principal.js';
import { type GatewayEvent, readGatewayEvent } from '../../src/lambda/gateway-event.js';
import { House, type HouseClinic } from '../support/server/house.js';
import { KeyServer } from '../support/tokens/key-server.js';
import { albArn, albKeyPair, signAlbData } from '../support/server/load-balancer.js';

const key = albKeyPair();
const foreign = albKeyPair();

/** As the public address of a region's keys: those of everybody's load balancers, and 403 for what is not there. */
function publish(keyServer: KeyServer): void {
  keyServer.answerBy((request, response) => {
    const pem = [key, foreign].find(({ kid }) => request.url === `/keys/${kid}`)?.pem;
    response.writeHead(pem === undefined ? 403 : 200).end(pem);
  });
}

describe('a user whom a load balancer signed in (docs/cognito-facts.md#g3)', () => {
  let keyServer: KeyServer;
  let house: House;
  let clinic: HouseClinic;
  let log = '';

  beforeAll(async () => {
    keyServer = await KeyServer.start();
    house = await House.open({
      environment: {
        ALB_ARN: albArn,
        ALB_PUBLIC_KEY_BASE: `${new URL(keyServer.uri).origin}/keys`,
        LOG_LEVEL: 'info',
      },
      logDestination: {
        write(line: string) {
          log += line;
        },
      },
    });
    clinic = await house.clinic();
  });
  beforeEach(() => {
    publish(keyServer);
    log = '';
  });
  afterAll(async () => {
    await house.close();
    await keyServer.stop();
  });

  const session = (token: string) => {
    const claims = decodeJwt(token);
    const [issuer, clientId, sub] = [claims.iss, claims['client_id'], claims.sub].map(String);
    return { issuer: issuer ?? '', clientId: clientId ?? '', sub: sub ?? '', now: Date.now() / 1000 };
  };
  const pairFor = (token: string, header: object = {}, claims: object = {}, by = key) => ({
    'x-amzn-oidc-data': signAlbData(session(token), by, header, claims),
    'x-amzn-oidc-accesstoken': token,
    'x-amzn-oidc-identity': session(token).sub,
  });
  const ask = async (headers: Record<string, string>, path = '/v1/me', method = 'GET') =>
    house.request(method, path, { headers }).then(({ status, body }) => [status, body['code']]);

  it('is let in by the pair of headers, and into their own clinic only', async () => {
    const pair = pairFor(clinic.staff.accessToken);
    const { status, body } = await house.request('GET', '/v1/me', { headers: pair });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ userId: clinic.staff.sub, groups: ['clinic-staff'] }),
    ]);
    expect(await ask(pair, `/v1/clinics/${clinic.clinicId}`)).toEqual([200, undefined]);
    const other = await house.clinic();
    expect(await ask(pair, `/v1/clinics/${other.clinicId}`)).toEqual([403, 'clinic_mismatch']);
  });

  it('is the same principal by bearer token, by either gateway’s claims and by a load balancer', async () => {
    const { accessToken } = clinic.billing;
    const claims = decodeJwt(accessToken);
    const flat = Object.entries(claims).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]);
    const written = (seconds: unknown) => {
      const [day, date, month, year, time] = new Date(Number(seconds) * 1000).toUTCString().replace(',', '').split(' ');
      return `${day ?? ''} ${month ?? ''} ${date ?? ''} ${time ?? ''} UTC ${year ?? ''}`;
    };
    const httpApi = flat.map(([name, value]) => [name, Array.isArray(value) ? `[${value.join(' ')}]` : value]);
    const restApi = flat.map(([name, value]) => [
      name,
      name === 'exp' || name === 'iat' ? written(claims[name]) : Array.isArray(value) ? value.join() : value,
    ]);
    const base = { headers: { host: 'api.example' }, path: '/v1/me', rawPath: '/v1/me', rawQueryString: '' };
    const events: Record<string, unknown>[] = [
      { ...base, requestContext: {}, headers: { ...base.headers, authorization: `Bearer ${accessToken}` } },
      {
        ...base,
        version: '2.0',
        requestContext: {
          http: { method: 'GET' },
          authorizer: { jwt: { claims: Object.fromEntries(httpApi) as object } },
        },
      },
      { ...base, requestContext: { authorizer: { claims: Object.fromEntries(restApi) as object } } },
      { ...base, requestContext: { elb: {} }, headers: { ...base.headers, ...pairFor(accessToken) } },
    ];
    const principals = jest.spyOn(house.app.get(Principals, { strict: false }), 'of');
    const statuses: number[] = [];
    for (const event of events) {
      const {
        url,
        headers,
        claims: assert,
      } = readGatewayEvent({ httpMethod: 'GET', ...event } as unknown as GatewayEvent);
      const request = async () => house.app.inject({ method: 'GET', url, headers });
      const asserted = assert?.();
      const { statusCode } = await (asserted === undefined
        ? request()
        : house.app.get(GatewayAuthorizer).asserting(asserted, request));
      statuses.push(statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 200]);
    const seen = await Promise.all(principals.mock.results.map(({ value }) => value as Promise<Principal>));
    expect(seen).toHaveLength(4);
    expect(seen[0]).toMatchObject({
      kind: 'user',
      sub: clinic.billing.sub,
      groups: ['billing'],
      clinicIds: [clinic.clinicId],
    });
    for (const principal of seen) expect(principal).toEqual(seen[0]);
  });

  it('is refused when either half is missing, comes twice, or has an Authorization header beside it', async () => {
    const { accessToken } = clinic.staff;
    const { 'x-amzn-oidc-data': data, 'x-amzn-oidc-accesstoken': token } = pairFor(accessToken);
    const refused: Record<string, string>[] = [
      { 'x-amzn-oidc-data': data },
      { 'x-amzn-oidc-accesstoken': token },
      { 'x-amzn-oidc-data': '', 'x-amzn-oidc-accesstoken': token },
      { 'x-amzn-oidc-data': `${data}, ${data}`, 'x-amzn-oidc-accesstoken': token },
      { 'x-amzn-oidc-data': data, 'x-amzn-oidc-accesstoken': `${token},${token}` },
      { ...pairFor(accessToken), authorization: `Bearer ${accessToken}` },
      { 'x-amzn-oidc-data': data, authorization: `Bearer ${accessToken}` },
      { 'x-amzn-oidc-data': 'nonsense', authorization: `Bearer ${accessToken}` },
      { 'x-amzn-oidc-data': data, 'x-amzn-oidc-accesstoken': data },
      { 'x-amzn-oidc-data': token, 'x-amzn-oidc-accesstoken': token },
      { 'x-amzn-oidc-data': data, 'x-amzn-oidc-accesstoken': 'x'.repeat(8_193) },
    ];
    for (const headers of refused) expect(await ask(headers)).toEqual([401, 'malformed']);
    expect(await ask({ authorization: `Bearer ${accessToken}` })).toEqual([200, undefined]);
    expect(await ask({ 'x-amzn-oidc-identity': clinic.staff.sub })).toEqual([401, 'missing_token']);
    const twice = {
      headers: {},
      multiValueHeaders: { 'x-amzn-oidc-data': [data, data], 'x-amzn-oidc-accesstoken': [token] },
    };
    const event = { httpMethod: 'GET', path: '/v1/me', requestContext: { elb: {} }, ...twice } as unknown as ALBEvent;
    const { statusCode, payload } = await house.app.inject({
      method: 'GET',
      url: '/v1/me',
      headers: readGatewayEvent(event).headers,
    });
    expect([statusCode, (JSON.parse(payload) as { code: string }).code]).toEqual([401, 'malformed']);
  });

  it('is refused with the reason when a half is not what it should be', async () => {
    const { accessToken, idToken } = clinic.staff;
    const pair = pairFor(accessToken);
    const past = Math.floor(Date.now() / 1000) - 1;
    const someoneElse = { 'x-amzn-oidc-accesstoken': house.admin.accessToken };
    const { web } = house.cognito.clients;
    const cases: [Record<string, string>, string][] = [
      [pairFor(accessToken, { signer: `${albArn}0` }), 'wrong_issuer'],
      [pairFor(accessToken, { iss: 'https://evil.example' }, { iss: undefined }), 'wrong_issuer'],
      [pairFor(accessToken, { client: 'elsewhere' }), 'wrong_client'],
      [pairFor(accessToken, { exp: past }, { exp: past }), 'expired'],
      [pairFor(accessToken, {}, {}, { ...foreign, kid: key.kid }), 'bad_signature'],
      [pairFor(accessToken, { kid: randomUUID() }), 'unknown_key'],
      // of two users, of two clients: each half is good by itself
      [{ ...pair, ...someoneElse }, 'malformed'],
      [pairFor(accessToken, {}, { sub: house.admin.sub }), 'malformed'],
      [pairFor(accessToken, { client: web.id }), 'malformed'],
      [{ ...pair, 'x-amzn-oidc-accesstoken': idToken }, 'wrong_token_use'],
      [{ ...pair, 'x-amzn-oidc-accesstoken': `${accessToken.slice(0, -4)}AAAA` }, 'bad_signature'],
    ];
    for (const [headers, code] of cases) expect(await ask(headers)).toEqual([401, code]);
  });

  it('leaves an audit record when refused, and nothing of the tokens in the log', async () => {
    const pair = pairFor(clinic.staff.accessToken, { signer: `${albArn}0` });
    expect(await ask(pair)).toEqual([401, 'wrong_issuer']);
    const records = log.split('\n').filter((line) => line.includes('"denied"'));
    expect(records).toEqual([expect.stringContaining('wrong_issuer')]);
    for (const header of Object.values(pair)) for (const part of header.split('.')) expect(log).not.toContain(part);
    expect(log).not.toContain('ada@sunrise-eye.com');
  });

  it('costs the key server nothing without a good access token', async () => {
    const before = keyServer.reads;
    for (let i = 0; i < 20; i++) {
      const forged = `${clinic.staff.accessToken.slice(0, -8)}${String(i).padStart(8, 'A')}`;
      const [status] = await ask({
        ...pairFor(clinic.staff.accessToken, { kid: randomUUID() }),
        'x-amzn-oidc-accesstoken': forged,
      });
      expect(status).toBe(401);
    }
    expect(keyServer.reads).toBe(before);
  });

  it('is signed out here as everywhere', async () => {
    const user = await house.user(`leaver@${randomUUID()}.example`, ['billing'], clinic.clinicId);
    const pair = pairFor(user.accessToken);
    expect(await ask(pair)).toEqual([200, undefined]);
    expect(await ask({ ...pair, 'sec-fetch-site': 'same-origin' }, '/v1/me/sign-out', 'POST')).toEqual([
      204,
      undefined,
    ]);
    expect(await ask(pair)).toEqual([401, 'revoked']);
  });

  it.each(['cross-site', 'same-site', 'nonsense'])(
    'changes nothing because a page elsewhere says so (Sec-Fetch-Site: %s)',
    async (site) => {
      const user = await house.user(`visitor@${randomUUID()}.example`, ['billing'], clinic.clinicId);
      const pair = { ...pairFor(user.accessToken), 'sec-fetch-site': site };
      expect(await ask(pair, '/v1/me/sign-out', 'POST')).toEqual([403, 'cross_site']);
      expect(await ask(pair)).toEqual([200, undefined]);
    },
  );

  it('gets 503 while the keys cannot be read, and is let in when they can', async () => {
    const second = await House.open({
      environment: { ALB_ARN: albArn, ALB_PUBLIC_KEY_BASE: `${new URL(keyServer.uri).origin}/keys` },
    });
    try {
      keyServer.answerWith(500, '');
      const headers = pairFor(second.admin.accessToken);
      const answer = await second.request('GET', '/v1/me', { headers });
      expect([answer.status, answer.body['code'], answer.headers.get('retry-after')]).toEqual([
        503,
        'keys_unavailable',
        '1',
      ]);
      // nobody else is kept out by it
      expect((await second.request('GET', '/v1/me', { token: second.admin.accessToken })).status).toBe(200);
    } finally {
      await second.close();
    }
  });
});
