import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmbeddedCognito } from '../cognito.js';
import { startCognito } from '../cognito.js';

const service = 'AWSCognitoIdentityProviderService';

describe('the AWS JSON 1.1 protocol', () => {
  let cognito: EmbeddedCognito<'web'>;

  beforeAll(async () => {
    cognito = await startCognito();
  });
  afterAll(async () => {
    await cognito.stop();
  });

  function call(operation: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(cognito.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': `${service}.${operation}`, 'content-type': 'application/x-amz-json-1.1', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  test('an error is named in the body and in a header, under a request id', async () => {
    const response = await call('SignUp', { ClientId: 'unknown', Username: 'a@b.example', Password: 'Correct1horse' });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(response.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException:');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({
      __type: 'ResourceNotFoundException',
      message: 'User pool client unknown does not exist.',
    });
  });

  test.each(['NoSuchOperation', 'constructor', '__proto__', ''])('an unknown operation: "%s"', async (operation) => {
    const response = await call(operation, {});
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });

  test('an administrator’s operation without AWS credentials', async () => {
    const body = { UserPoolId: cognito.userPoolId, Username: 'a@b.example' };
    const unsigned = await call('AdminGetUser', body);
    expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    const bearer = await call('AdminGetUser', body, { authorization: 'Bearer AWS4-HMAC-SHA256' });
    expect(await bearer.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    const signed = await call('AdminGetUser', body, { authorization: 'AWS4-HMAC-SHA256 Credential=AKID/x' });
    expect(await signed.json()).toMatchObject({ __type: 'UserNotFoundException' });
  });

  test.each([['not json'], ['{"ClientId": 5}'], ['[]'], ['"text"'], ['{"ClientId":"a","UserAttributes":{}}']])(
    'a body of the wrong form is a SerializationException: %s',
    async (body) => {
      const response = await call('SignUp', body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
    },
  );

  test('every broken constraint is listed, and no password is repeated', async () => {
    const response = await call('SignUp', {
      ClientId: 'abc',
      Password: ' secret ',
      UserAttributes: [{ Name: 'x'.repeat(33), Value: 'v' }],
    });
    const { __type: name, message } = (await response.json()) as { __type: string; message: string };
    expect(name).toBe('InvalidParameterException');
    expect(message).toContain('3 validation errors detected: ');
    expect(message).toContain("Value null at 'username' failed to satisfy constraint: Member must not be null");
    expect(message).toContain(
      "at 'userAttributes.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 32",
    );
    expect(message).not.toContain('secret');
  });

  test('members that AWS does not know are ignored, as AWS ignores them', async () => {
    const response = await call('InitiateAuth', { ClientId: 'unknown', AuthFlow: 'USER_SRP_AUTH', Extra: {} });
    expect(await response.json()).toMatchObject({ __type: 'ResourceNotFoundException' });
  });

  test('a body beyond 1 MiB is refused, and the answer arrives', async () => {
    const response = await call('SignUp', `"${'x'.repeat(1024 * 1024)}"`);
    expect(response.status).toBe(413);
  });

  test('a browser’s preflight is allowed, for all but the header that servers sign with', async () => {
    const response = await fetch(cognito.endpoint, { method: 'OPTIONS', headers: { origin: 'https://app.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toContain('X-Amz-Target');
    expect(response.headers.get('access-control-allow-headers')).not.toMatch(/authorization/i);
    const answer = await call('GetUser', { AccessToken: 'x' }, { origin: 'https://app.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-amzn-ErrorType');
  });

  test('a name that resolves to loopback does not reach it', async () => {
    const { port } = new URL(cognito.endpoint);
    const status = await new Promise((resolve, reject) => {
      httpRequest({ host: '127.0.0.1', port, headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  test('discovery and JWKS are published, with two keys and nothing private in them', async () => {
    const discovery = (await (await fetch(`${cognito.issuer}/.well-known/openid-configuration`)).json()) as {
      issuer: string;
      jwks_uri: string;
    };
    expect(discovery.issuer).toBe(cognito.issuer);
    const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as { keys: Record<string, string>[] };
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(2);
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  test('the mailbox is a page for people, and escapes what strangers wrote', async () => {
    const Username = "o'hara&b@sunrise-eye.com";
    await call('SignUp', { ClientId: cognito.clients.web.id, Username, Password: 'Correct1horse' });
    const page = await fetch(`${cognito.endpoint}/local/messages`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    const html = await page.text();
    expect(html).toContain('o&#39;hara&#38;b@sunrise-eye.com');
    expect(html).not.toContain(Username);
  });
});

describe('starting', () => {
  test('a taken port is one clear error', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startCognito({ port })).rejects.toMatchObject({ name: 'PortTakenError', port });
    await new Promise((resolve) => other.close(resolve));
  });
});
