import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';
import { decodeJwt } from 'jose';
import { handler } from '../../src/lambda/api.js';
import { House, type HouseClinic } from '../support/server/house.js';

type Claims = Readonly<Record<string, unknown>>;

interface Answer {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly body: string;
}

/** As an HTTP API flattens a token: every value a string, arrays in brackets (docs/cognito-facts.md#g1). */
const flattened = (token: string): Claims =>
  Object.fromEntries(
    Object.entries(decodeJwt(token)).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
    ]),
  );

describe('the whole API as a Lambda function', () => {
  let house: House;
  let clinic: HouseClinic;
  let other: HouseClinic;

  beforeAll(async () => {
    house = await House.open();
    [clinic, other] = [await house.clinic(), await house.clinic()];
    const { web, mobile, server } = house.cognito.clients;
    Object.assign(process.env, {
      ...{ NODE_ENV: 'test', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent', TABLE_NAME: 'clinic-portal-test' },
      COGNITO_USER_POOL_ID: house.cognito.userPoolId,
      COGNITO_CLIENT_IDS: [web.id, mobile.id, server.id].join(),
      COGNITO_ISSUER: house.cognito.issuer,
    });
  });
  afterAll(async () => {
    await house.close();
  });

  const httpApi = (
    path: string,
    claims?: Claims,
    parts: Partial<APIGatewayProxyEventV2> & { method?: string } = {},
  ) => {
    const { method = 'GET', ...rest } = parts;
    const authorizer = claims && { jwt: { claims, scopes: null } };
    return {
      ...{ version: '2.0', routeKey: '$default', rawPath: path, rawQueryString: '', isBase64Encoded: false },
      headers: { host: 'api.example' },
      requestContext: { http: { method, path }, ...(authorizer && { authorizer }) },
      ...rest,
    } as APIGatewayProxyEventV2;
  };
  const restApi = (path: string, claims?: Claims, parts: Partial<APIGatewayProxyEvent> = {}) =>
    ({
      ...{ httpMethod: 'GET', path, body: null, isBase64Encoded: false },
      ...{ headers: { Host: 'api.example' }, multiValueHeaders: { Host: ['api.example'] } },
      ...{ queryStringParameters: null, multiValueQueryStringParameters: null },
      requestContext: { authorizer: claims && { claims } },
      ...parts,
    }) as unknown as APIGatewayProxyEvent;
  const alb = (path: string, headers: Record<string, string>) =>
    ({
      ...{ httpMethod: 'GET', path, headers, body: '', isBase64Encoded: false, queryStringParameters: {} },
      requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/x/1' } },
    }) as ALBEvent;
  const ask = async (event: Parameters<typeof handler>[0]) => (await handler(event)) as Answer;
  const outcome = async (event: Parameters<typeof handler>[0]) => {
    const { statusCode, body } = await ask(event);
    return [statusCode, (JSON.parse(body) as { code?: string }).code];
  };

  it('serves what is open to all, and says what is wrong with a request without a token', async () => {
    await expect(ask(httpApi('/health/live'))).resolves.toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
    await expect(outcome(httpApi('/v1/me'))).resolves.toEqual([401, 'missing_token']);
    await expect(outcome(restApi('/v1/me'))).resolves.toEqual([401, 'missing_token']);
    await expect(outcome(alb('/v1/me', {}))).resolves.toEqual([401, 'missing_token']);
  });

  it('takes the caller from an HTTP API’s authorizer (docs/cognito-facts.md#g1) and guards as the server does', async () => {
    const claims = flattened(clinic.staff.accessToken);
    const own = `/v1/clinics/${clinic.clinicId}`;
    await expect(outcome(httpApi(own, claims))).resolves.toEqual([200, undefined]);
    await expect(outcome(httpApi(`/v1/clinics/${other.clinicId}`, claims))).resolves.toEqual([403, 'clinic_mismatch']);
    await expect(outcome(httpApi('/v1/clinics', claims))).resolves.toEqual([403, 'group_missing']);
    await expect(outcome(httpApi('/v1/clinics', flattened(house.admin.accessToken)))).resolves.toEqual([
      200,
      undefined,
    ]);
    const { body } = await ask(httpApi('/v1/me', claims));
    expect(JSON.parse(body)).toMatchObject({ userId: clinic.staff.sub, groups: ['clinic-staff'] });
  });

  it('believes no claims that a gateway could have garbled or not looked at (docs/cognito-facts.md#t5, docs/cognito-facts.md#g1)', async () => {
    const claims = flattened(clinic.staff.accessToken);
    const refused: [Claims, string][] = [
      [{ ...claims, 'cognito:groups': 'admin' }, 'malformed'],
      [{ ...claims, 'cognito:groups': '[admin owner]' }, 'malformed'],
      [{ ...claims, exp: '1' }, 'expired'],
      [{ ...claims, iss: 'https://evil.example' }, 'wrong_issuer'],
      [{ ...claims, client_id: 'other' }, 'wrong_client'],
      [flattened(clinic.staff.idToken), 'wrong_token_use'],
    ];
    for (const [garbled, code] of refused) {
      await expect(outcome(httpApi('/v1/me', garbled))).resolves.toEqual([401, code]);
    }
    // one request's caller is not the next one's
    await expect(outcome(httpApi('/v1/me'))).resolves.toEqual([401, 'missing_token']);
  });

  it('takes the caller from a REST API’s authorizer (docs/cognito-facts.md#g2), with its lists of headers and parameters', async () => {
    const claims = { ...flattened(house.admin.accessToken), 'cognito:groups': 'admin,billing' };
    const query = { multiValueQueryStringParameters: { limit: ['1'] } };
    const { statusCode, body, multiValueHeaders } = await ask(restApi('/v1/clinics', claims, query));
    expect(statusCode).toBe(200);
    expect((JSON.parse(body) as { items: unknown[] }).items).toHaveLength(1);
    expect(multiValueHeaders?.['content-type']).toEqual(['application/json; charset=utf-8']);
    await expect(outcome(restApi('/v1/me', { ...claims, 'cognito:groups': '[admin]' }))).resolves.toEqual([
      401,
      'malformed',
    ]);
  });

  it('looks at the headers of no load balancer but a configured one, as anyone may send them (docs/cognito-facts.md#g3)', async () => {
    const token = clinic.staff.accessToken;
    const pair = { 'x-amzn-oidc-data': 'x', 'x-amzn-oidc-accesstoken': token };
    await expect(outcome(alb('/v1/me', pair))).resolves.toEqual([401, 'missing_token']);
    const authorization = `Bearer ${token}`;
    await expect(outcome(alb('/v1/me', { authorization }))).resolves.toEqual([200, undefined]);
    await expect(outcome(alb('/v1/me', { ...pair, authorization }))).resolves.toEqual([200, undefined]);
    await expect(outcome(alb('/v1/me', { authorization: `${authorization}x` }))).resolves.toEqual([401, 'malformed']);
  });

  it.each([
    ['GET', '', 400],
    ['GET', 'v1/me', 400],
    ['GET', 'http://[', 400],
    ['GET', 'http://api.example/health/live', 400],
    ['GET', '//[', 400],
    ['GET', '/%zz', 400],
    ['GET', '/v1/\u0000', 404],
    ['SUMMON', '/v1/me', 400],
    ['get', '/v1/me', 400],
    ['', '/v1/me', 400],
    ['CONNECT', '/v1/me', 400],
    ['QUERY', '/v1/me', 405],
    ['TRACE', '/v1/me', 405],
  ])('refuses %j %j with a problem, behind every gateway', async (method, path, status) => {
    for (const event of [
      httpApi(path, undefined, { method }),
      restApi(path, undefined, { httpMethod: method }),
      { ...alb(path, {}), httpMethod: method },
    ]) {
      const { statusCode, headers, multiValueHeaders, body } = await ask(event);
      expect(statusCode).toBe(status);
      const headerOf = (name: string) => headers?.[name] ?? multiValueHeaders?.[name]?.[0];
      expect(headerOf('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(headerOf('allow')).toBe(status === 405 ? 'GET, HEAD' : undefined);
      expect(JSON.parse(body)).toMatchObject({ status, code: expect.any(String) as string });
    }
  });

  it('takes bodies as text and in Base64, and answers with what was made', async () => {
    const claims = flattened(house.admin.accessToken);
    const text = JSON.stringify({ name: 'Clínica', timeZone: 'Europe/Madrid' });
    for (const [body, isBase64Encoded] of [
      [text, false],
      [Buffer.from(text).toString('base64'), true],
    ] as const) {
      const headers = { 'content-type': 'application/json' };
      const made = await ask(httpApi('/v1/clinics', claims, { method: 'POST', headers, body, isBase64Encoded }));
      expect(made.statusCode).toBe(201);
      expect(JSON.parse(made.body)).toMatchObject({ name: 'Clínica' });
      expect(made.headers?.['location']).toMatch(/^\/v1\/clinics\//);
    }
  });
});
