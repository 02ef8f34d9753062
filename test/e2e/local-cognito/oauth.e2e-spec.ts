import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  GetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { JwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import type { EmbeddedCognito } from '../../../local/cognito/cognito.js';
import { startCognito } from '../../../local/cognito/cognito.js';
import { FakeClock } from '../../../local/cognito/fake-clock.js';
import { sdkFor } from '../../support/cognito-clients.js';
import { HostedBrowser } from '../../support/hosted-browser.js';

const password = 'Correct1horse';
const callback = 'http://localhost:5173/callback';

describe('OAuth 2.0 and OpenID Connect at the user pool', () => {
  const clock = new FakeClock();
  let cognito: EmbeddedCognito;
  let config: oidc.Configuration;
  let people = 0;

  beforeAll(async () => {
    cognito = await startCognito({
      clock,
      pool: {
        resourceServers: [
          { identifier: 'portal', name: 'Portal API', scopes: [{ name: 'appointments.read', description: 'Read' }] },
        ],
      },
      clients: {
        web: {
          callbackUrls: [callback, `${callback}?tenant=1`],
          allowedOAuthScopes: ['email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
        },
        server: { allowedOAuthFlows: ['client_credentials'], allowedOAuthScopes: ['portal/appointments.read'] },
        mobile: { callbackUrls: [callback], allowedOAuthFlows: ['code'], allowedOAuthScopes: ['openid'] },
      },
    });
    config = await discover(cognito.clients.web.id, oidc.None());
  });
  afterAll(async () => {
    await cognito.stop();
  });

  const discover = async (clientId: string, authentication: oidc.ClientAuth): Promise<oidc.Configuration> => {
    return oidc.discovery(new URL(cognito.issuer), clientId, undefined, authentication, {
      execute: [oidc.allowInsecureRequests],
    });
  };

  const person = async (): Promise<string> => {
    people += 1;
    const Username = `person${people}@sunrise-eye.com`;
    const sdk = sdkFor(cognito);
    const { userPoolId: UserPoolId } = cognito;
    await sdk.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
    await sdk.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
    await sdk.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username,
        UserAttributes: [
          { Name: 'name', Value: 'Pat Person' },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'custom:clinic_id', Value: 'CLN-001' },
        ],
      }),
    );
    return Username;
  };

  interface Flow {
    readonly verifier: string;
    readonly state: string;
    /** None for a request without openid, whose answer has no ID token to hold it. */
    readonly nonce: string | undefined;
    readonly start: URL;
  }

  const prepare = async (parameters: Record<string, string> = {}): Promise<Flow> => {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = parameters['scope']?.includes('openid') === false ? undefined : oidc.randomNonce();
    const start = oidc.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...(nonce !== undefined && { nonce }),
      ...parameters,
    });
    return { verifier, state, nonce, start };
  };

  const signIn = async (start: URL, username: string, browser = new HostedBrowser(cognito.endpoint)): Promise<URL> => {
    const form = await browser.open(start);
    return (await browser.submit(form, { username, password })).url;
  };

  const exchange = (returned: URL, { verifier, state, nonce }: Flow): ReturnType<typeof oidc.authorizationCodeGrant> =>
    oidc.authorizationCodeGrant(config, returned, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      ...(nonce !== undefined && { expectedNonce: nonce }),
    });

  const signedIn = async (username: string, parameters?: Record<string, string>) => {
    const flow = await prepare(parameters);
    return exchange(await signIn(flow.start, username), flow);
  };

  const tokenRequest = async (parameters: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${cognito.endpoint}/oauth2/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(parameters),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  };

  const codeRequest = (returned: URL, flow: Flow, changes: Record<string, string> = {}) =>
    tokenRequest({
      grant_type: 'authorization_code',
      client_id: cognito.clients.web.id,
      code: returned.searchParams.get('code') ?? '',
      redirect_uri: callback,
      code_verifier: flow.verifier,
      ...changes,
    });

  describe('openid-client', () => {
    test('discovers what the pool’s own document names', () => {
      const { endpoint, issuer } = cognito;
      expect(config.serverMetadata()).toMatchObject({
        issuer,
        authorization_endpoint: `${endpoint}/oauth2/authorize`,
        token_endpoint: `${endpoint}/oauth2/token`,
        userinfo_endpoint: `${endpoint}/oauth2/userInfo`,
        revocation_endpoint: `${endpoint}/oauth2/revoke`,
        end_session_endpoint: `${endpoint}/logout`,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      });
    });

    test('code with PKCE: tokens of the asked scopes (COGNITO T7), with nonce and at_hash', async () => {
      const username = await person();
      const tokens = await signedIn(username);
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
      expect(tokens.claims()).toMatchObject({
        aud: cognito.clients.web.id,
        email: username,
        email_verified: true,
        name: 'Pat Person',
        'custom:clinic_id': 'CLN-001',
        token_use: 'id',
        at_hash: expect.any(String) as string,
      });

      const verifier = JwtVerifier.create({ issuer: cognito.issuer, audience: null });
      verifier.cacheJwks((await (await fetch(`${cognito.issuer}/.well-known/jwks.json`)).json()) as Jwks);
      await expect(verifier.verify(tokens.access_token, { audience: null })).resolves.toBeDefined();
      await expect(verifier.verify(tokens.id_token ?? '', { audience: cognito.clients.web.id })).resolves.toMatchObject(
        { token_use: 'id' },
      );

      const keys = createRemoteJWKSet(new URL(`${cognito.issuer}/.well-known/jwks.json`));
      const { payload } = await jwtVerify(tokens.access_token, keys, { issuer: cognito.issuer, clockTolerance: 300 });
      expect(payload).toMatchObject({
        token_use: 'access',
        client_id: cognito.clients.web.id,
        scope: 'openid email profile',
      });
      expect(payload).not.toHaveProperty('aud');
    });

    test('without openid there is no ID token; with email alone, no more than the address', async () => {
      const username = await person();
      const tokens = await signedIn(username, { scope: 'aws.cognito.signin.user.admin' });
      expect(tokens.id_token).toBeUndefined();
      const { UserAttributes } = await sdkFor(cognito).send(new GetUserCommand({ AccessToken: tokens.access_token }));
      expect(UserAttributes).toContainEqual({ Name: 'email', Value: username });

      const narrow = await signedIn(username, { scope: 'openid email' });
      expect(narrow.claims()).toMatchObject({ email: username, email_verified: true });
      expect(narrow.claims()).not.toHaveProperty('name');
      expect(narrow.claims()).not.toHaveProperty(['custom:clinic_id']);
    });

    test('userInfo gives what the scopes open, and nothing to a token without openid', async () => {
      const username = await person();
      const tokens = await signedIn(username);
      const sub = tokens.claims()?.sub ?? '';
      const info = await oidc.fetchUserInfo(config, tokens.access_token, sub);
      expect(info).toMatchObject({ sub, email: username, email_verified: 'true', name: 'Pat Person', username: sub });

      const { access_token: closed } = await signedIn(username, { scope: 'aws.cognito.signin.user.admin' });
      await expect(oidc.fetchUserInfo(config, closed, sub)).rejects.toMatchObject({ status: 401 });
    });

    test('refresh keeps the scopes and the refresh token; revocation ends both tokens (COGNITO T13)', async () => {
      const username = await person();
      const tokens = await signedIn(username);
      const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '');
      expect(refreshed.refresh_token).toBeUndefined();
      expect(refreshed.claims()).toMatchObject({ sub: tokens.claims()?.sub, email: username });
      expect(refreshed.claims()).not.toHaveProperty('nonce');

      await oidc.tokenRevocation(config, tokens.refresh_token ?? '');
      await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      });
      await expect(
        oidc.fetchUserInfo(config, refreshed.access_token, tokens.claims()?.sub ?? ''),
      ).rejects.toMatchObject({
        status: 401,
      });
      await expect(oidc.tokenRevocation(config, tokens.access_token)).rejects.toMatchObject({
        error: 'unsupported_token_type',
      });
    });

    test('client_credentials: a machine’s access token, by Basic and by post (COGNITO T14)', async () => {
      const { id, secret } = cognito.clients.server;
      const keys = createRemoteJWKSet(new URL(`${cognito.issuer}/.well-known/jwks.json`));
      for (const authentication of [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]) {
        const machine = await discover(id, authentication);
        const tokens = await oidc.clientCredentialsGrant(machine, { scope: 'portal/appointments.read' });
        expect(tokens).not.toHaveProperty('id_token');
        expect(tokens).not.toHaveProperty('refresh_token');
        const { payload } = await jwtVerify(tokens.access_token, keys, { issuer: cognito.issuer });
        expect(payload).toMatchObject({
          sub: id,
          client_id: id,
          scope: 'portal/appointments.read',
          token_use: 'access',
        });
        expect(payload).not.toHaveProperty('username');
      }
      const machine = await discover(id, oidc.ClientSecretBasic(secret));
      await expect(oidc.clientCredentialsGrant(machine, { scope: 'openid' })).rejects.toMatchObject({
        error: 'invalid_scope',
      });
      const guess = await discover(id, oidc.ClientSecretBasic('wrong'));
      await expect(oidc.clientCredentialsGrant(guess)).rejects.toMatchObject({ error: 'invalid_client' });
    });
  });

  describe('the browser’s session (COGNITO T11)', () => {
    test('signs in once for an hour, and again after', async () => {
      const username = await person();
      const browser = new HostedBrowser(cognito.endpoint);
      await signIn((await prepare()).start, username, browser);
      const again = await prepare();
      expect((await exchange((await browser.open(again.start)).url, again)).claims()).toMatchObject({
        email: username,
      });

      const forced = await browser.open((await prepare({ prompt: 'login' })).start);
      expect(forced.url.pathname).toBe('/login');
      clock.advance({ hours: 1 });
      expect((await browser.open((await prepare()).start)).url.pathname).toBe('/login');
    });

    test('prompt=none asks nobody: login_required', async () => {
      const { start, state } = await prepare({ prompt: 'none' });
      const { url } = await new HostedBrowser(cognito.endpoint).open(start);
      expect(`${url.origin}${url.pathname}`).toBe(callback);
      expect(Object.fromEntries(url.searchParams)).toEqual({ error: 'login_required', state });
    });

    test('ends at logout, which leads to registered addresses only', async () => {
      const browser = new HostedBrowser(cognito.endpoint);
      const flow = await prepare();
      await signIn(flow.start, await person(), browser);
      const address = (logoutUri: string): string =>
        `/logout?${new URLSearchParams({ client_id: cognito.clients.web.id, logout_uri: logoutUri }).toString()}`;
      const out = await browser.open(address('http://localhost:5173'));
      expect(out.url.href).toBe('http://localhost:5173/');
      expect((await browser.open(flow.start)).url.pathname).toBe('/login');
      for (const elsewhere of ['http://localhost:5173.example.com', '//example.com', 'http://localhost:5173/#x']) {
        expect((await browser.open(address(elsewhere))).url.pathname).toBe('/error');
      }
    });

    test('is no use to a disabled user', async () => {
      const Username = await person();
      const browser = new HostedBrowser(cognito.endpoint);
      const flow = await prepare();
      const returned = await signIn(flow.start, Username, browser);
      await sdkFor(cognito).send(new AdminDisableUserCommand({ UserPoolId: cognito.userPoolId, Username }));
      await expect(exchange(returned, flow)).rejects.toMatchObject({ error: 'invalid_grant' });
      expect((await browser.open(flow.start)).url.pathname).toBe('/login');
    });

    test('its cookie is out of reach of scripts and of other sites’ posts', async () => {
      const form = await new HostedBrowser(cognito.endpoint).open((await prepare()).start);
      const [cookie] = form.headers.getSetCookie();
      expect(cookie).toMatch(/^XSRF-TOKEN=.*HttpOnly.*SameSite=Lax/);
    });
  });

  describe('a code', () => {
    test('is good once; a replay ends the tokens that it gave (RFC 6749, 4.1.2)', async () => {
      const flow = await prepare();
      const returned = await signIn(flow.start, await person());
      const tokens = await exchange(returned, flow);
      expect(await codeRequest(returned, flow)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      });
    });

    test('is exchanged once of many times at once', async () => {
      const flow = await prepare();
      const returned = await signIn(flow.start, await person());
      const answers = await Promise.all(Array.from({ length: 20 }, () => codeRequest(returned, flow)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    test('lives five minutes (AWS, "Authorize endpoint")', async () => {
      const flow = await prepare();
      const returned = await signIn(flow.start, await person());
      clock.advance({ minutes: 5 });
      expect(await codeRequest(returned, flow)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    test.each([
      ['a wrong verifier (RFC 7636, 4.6)', { code_verifier: 'w'.repeat(43) }, 'invalid_grant'],
      ['no verifier', { code_verifier: '' }, 'invalid_grant'],
      ['another of the client’s addresses', { redirect_uri: `${callback}?tenant=1` }, 'invalid_grant'],
      ['an address that is not the client’s', { redirect_uri: `${callback}/` }, 'unauthorized_client'],
      ['no address', { redirect_uri: '' }, 'invalid_request'],
      ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
      ['no grant type', { grant_type: '' }, 'invalid_request'],
      ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
      ['a secret that the client does not have', { client_secret: 'guess' }, 'invalid_client'],
    ])('is refused with %s', async (_, changes, error) => {
      const flow = await prepare();
      const returned = await signIn(flow.start, await person());
      const answer = await codeRequest(returned, flow, changes);
      expect(answer).toMatchObject({ status: 400, body: { error } });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });

    test('of one client is nothing to another, and stays good for its own', async () => {
      const flow = await prepare();
      const returned = await signIn(flow.start, await person());
      const foreign = await codeRequest(returned, flow, { client_id: cognito.clients.mobile.id });
      expect(foreign).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      await expect(exchange(returned, flow)).resolves.toBeDefined();
    });

    test('asked for without PKCE takes no verifier (RFC 9700, 4.8)', async () => {
      const flow = await prepare({ code_challenge: '', code_challenge_method: '' });
      const username = await person();
      const first = await signIn(flow.start, username);
      expect(await codeRequest(first, flow)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      const second = await signIn(flow.start, username);
      expect(await codeRequest(second, flow, { code_verifier: '' })).toMatchObject({ status: 200 });
    });

    test('comes in a form, each parameter once', async () => {
      const json = { 'content-type': 'application/json' };
      expect(await tokenRequest({ grant_type: 'authorization_code' }, json)).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      });
      const twice = await fetch(`${cognito.endpoint}/oauth2/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=refresh_token&grant_type=authorization_code&client_id=x',
      });
      expect(await twice.json()).toMatchObject({ error: 'invalid_request' });
    });
  });

  describe('an authorization request', () => {
    const open = (parameters: Record<string, string>) =>
      prepare(parameters).then(({ start }) => new HostedBrowser(cognito.endpoint).open(start));

    test.each([
      'http://localhost:5173/callback/',
      'http://localhost:5173/Callback',
      'http://localhost:5173/callback?x=1',
      'http://localhost:5173/callback#x',
      'http://localhost:5173/callback/../evil',
      'http://localhost:5173@example.com/callback',
      'https://localhost:5173/callback',
      'https://example.com',
      '//example.com',
      'javascript:alert(1)',
    ])('to %s is redirect_mismatch, and goes nowhere (COGNITO A6)', async (address) => {
      const page = await open({ redirect_uri: address });
      expect(page).toMatchObject({ status: 400 });
      expect(page.url.href).toBe(`${cognito.endpoint}/error?error=redirect_mismatch`);
      expect(page.text).toContain('redirect_mismatch');
    });

    test.each([
      ['an unknown client', { client_id: 'nobody' }],
      ['no client', { client_id: '' }],
      ['no address', { redirect_uri: '' }],
    ])('with %s ends at the error page', async (_, parameters) => {
      expect((await open(parameters)).url.href).toBe(`${cognito.endpoint}/error?error=invalid_request`);
    });

    test.each([
      ['no response_type', { response_type: '' }, 'invalid_request'],
      ['response_type=token', { response_type: 'token' }, 'unauthorized_client'],
      ['an unknown scope', { scope: 'openid phone' }, 'invalid_scope'],
      ['email without openid', { scope: 'email' }, 'invalid_scope'],
      ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
      ['a challenge without a method', { code_challenge_method: '' }, 'invalid_request'],
      ['a method without a challenge', { code_challenge: '' }, 'invalid_request'],
    ])('with %s is told to the client (AWS, "Authorize endpoint")', async (_, parameters, error) => {
      const { url } = await open({ ...parameters, state: 'mine' });
      expect(`${url.origin}${url.pathname}`).toBe(callback);
      expect(Object.fromEntries(url.searchParams)).toMatchObject({ error, state: 'mine' });
    });

    test('to an address with a query keeps it', async () => {
      const { start } = await prepare({ redirect_uri: `${callback}?tenant=1` });
      const returned = await signIn(start, await person());
      expect(returned.searchParams.get('tenant')).toBe('1');
      expect(returned.searchParams.get('code')).toMatch(/^[\da-f-]{36}$/);
    });
  });
});
