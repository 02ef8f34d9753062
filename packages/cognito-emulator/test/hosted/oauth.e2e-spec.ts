import { GetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { JwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { testWith } from '../support/cognito-under-test.js';
import { callback, discover, OAuthApp, withOAuth } from '../support/oauth-app.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

describe('OAuth 2.0 and OpenID Connect at the user pool', () => {
  let pool: TestPool;
  let app: OAuthApp;

  beforeAll(async () => {
    pool = await startTestPool(withOAuth);
    app = await OAuthApp.of(pool);
  });
  afterAll(async () => {
    await pool.stop();
  });

  describe('openid-client', () => {
    test('discovers what the pool’s own document names', () => {
      const { domain, issuer } = pool;
      expect(app.config.serverMetadata()).toMatchObject({
        issuer,
        authorization_endpoint: `${domain}/oauth2/authorize`,
        token_endpoint: `${domain}/oauth2/token`,
        userinfo_endpoint: `${domain}/oauth2/userInfo`,
        revocation_endpoint: `${domain}/oauth2/revoke`,
        end_session_endpoint: `${domain}/logout`,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      });
    });

    test('code with PKCE: tokens of the asked scopes (COGNITO T7), with nonce and at_hash', async () => {
      const username = await app.person();
      const tokens = await app.signedIn(username);
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
      expect(tokens.claims()).toMatchObject({
        aud: pool.clients.web.id,
        email: username,
        email_verified: true,
        name: 'Pat Person',
        'custom:clinic_id': 'CLN-001',
        token_use: 'id',
        at_hash: expect.any(String) as string,
      });

      const verifier = JwtVerifier.create({ issuer: pool.issuer, audience: null });
      verifier.cacheJwks((await (await fetch(`${pool.issuer}/.well-known/jwks.json`)).json()) as Jwks);
      await expect(verifier.verify(tokens.access_token, { audience: null })).resolves.toBeDefined();
      await expect(verifier.verify(tokens.id_token ?? '', { audience: pool.clients.web.id })).resolves.toMatchObject({
        token_use: 'id',
      });

      const keys = createRemoteJWKSet(new URL(`${pool.issuer}/.well-known/jwks.json`));
      const { payload } = await jwtVerify(tokens.access_token, keys, { issuer: pool.issuer, clockTolerance: 300 });
      expect(payload).toMatchObject({
        token_use: 'access',
        client_id: pool.clients.web.id,
        scope: 'openid email profile',
      });
      expect(payload).not.toHaveProperty('aud');
    });

    test('without openid there is no ID token; with email alone, no more than the address', async () => {
      const username = await app.person();
      const tokens = await app.signedIn(username, { scope: 'aws.cognito.signin.user.admin' });
      expect(tokens.id_token).toBeUndefined();
      const { UserAttributes } = await pool.sdk.send(new GetUserCommand({ AccessToken: tokens.access_token }));
      expect(UserAttributes).toContainEqual({ Name: 'email', Value: username });

      const narrow = await app.signedIn(username, { scope: 'openid email' });
      expect(narrow.claims()).toMatchObject({ email: username, email_verified: true });
      expect(narrow.claims()).not.toHaveProperty('name');
      expect(narrow.claims()).not.toHaveProperty(['custom:clinic_id']);
    });

    test('userInfo gives what the scopes open, and nothing to a token without openid', async () => {
      const username = await app.person();
      const tokens = await app.signedIn(username);
      const sub = tokens.claims()?.sub ?? '';
      const info = await oidc.fetchUserInfo(app.config, tokens.access_token, sub);
      expect(info).toMatchObject({ sub, email: username, email_verified: 'true', name: 'Pat Person', username: sub });

      const { access_token: closed } = await app.signedIn(username, { scope: 'aws.cognito.signin.user.admin' });
      await expect(oidc.fetchUserInfo(app.config, closed, sub)).rejects.toMatchObject({ status: 401 });
    });

    test('refresh keeps the scopes and the refresh token; revocation ends both tokens (COGNITO T13)', async () => {
      const username = await app.person();
      const tokens = await app.signedIn(username);
      const refreshed = await oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? '');
      expect(refreshed.refresh_token).toBeUndefined();
      expect(refreshed.claims()).toMatchObject({ sub: tokens.claims()?.sub, email: username });
      expect(refreshed.claims()).not.toHaveProperty('nonce');

      await oidc.tokenRevocation(app.config, tokens.refresh_token ?? '');
      await expect(oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      });
      await expect(
        oidc.fetchUserInfo(app.config, refreshed.access_token, tokens.claims()?.sub ?? ''),
      ).rejects.toMatchObject({
        status: 401,
      });
      await expect(oidc.tokenRevocation(app.config, tokens.access_token)).rejects.toMatchObject({
        error: 'unsupported_token_type',
      });
    });

    testWith('clock')(
      'refresh tokens rotate where the client says so, and the one before ends with the grace period (AWS, "Refresh tokens")',
      async () => {
        const rotating = await OAuthApp.of(pool, pool.clients.mobile.id);
        const first = (await rotating.signedIn(await app.person(), { scope: 'openid' })).refresh_token ?? '';
        const refresh = async (token: string) =>
          (await oidc.refreshTokenGrant(rotating.config, token)).refresh_token ?? 'none';
        const over = { error: 'invalid_grant' };

        const second = await refresh(first);
        expect(second).not.toBe('none');
        await pool.elapse(20);
        const retried = await refresh(first);
        expect(new Set([first, second, retried]).size).toBe(3);
        await pool.elapse(11);
        const third = await refresh(second);
        await expect(refresh(first)).rejects.toMatchObject(over);
        // somebody has a copy: the sign-in is over, for whoever has its newest token too (RFC 9700, 4.14.2)
        await expect(refresh(third)).rejects.toMatchObject(over);
      },
    );

    test('client_credentials: a machine’s access token, by Basic and by post (COGNITO T14)', async () => {
      const { id, secret } = pool.clients.server;
      const keys = createRemoteJWKSet(new URL(`${pool.issuer}/.well-known/jwks.json`));
      for (const authentication of [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]) {
        const machine = await discover(pool, id, authentication);
        const tokens = await oidc.clientCredentialsGrant(machine, { scope: 'portal/appointments.read' });
        expect(tokens).not.toHaveProperty('id_token');
        expect(tokens).not.toHaveProperty('refresh_token');
        const { payload } = await jwtVerify(tokens.access_token, keys, { issuer: pool.issuer });
        expect(payload).toMatchObject({
          sub: id,
          client_id: id,
          scope: 'portal/appointments.read',
          token_use: 'access',
        });
        expect(payload).not.toHaveProperty('username');
      }
      const machine = await discover(pool, id, oidc.ClientSecretBasic(secret));
      await expect(oidc.clientCredentialsGrant(machine, { scope: 'openid' })).rejects.toMatchObject({
        error: 'invalid_scope',
      });
      const guess = await discover(pool, id, oidc.ClientSecretBasic('wrong'));
      await expect(oidc.clientCredentialsGrant(guess)).rejects.toMatchObject({ error: 'invalid_client' });
    });
  });

  describe('a code', () => {
    test('is good once; a replay ends the tokens that it gave (RFC 6749, 4.1.2)', async () => {
      const flow = await app.prepare();
      const returned = await app.signIn(flow.start, await app.person());
      const tokens = await app.exchange(returned, flow);
      expect(await app.codeRequest(returned, flow)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      await expect(oidc.refreshTokenGrant(app.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      });
    });

    test('is exchanged once of many times at once', async () => {
      const flow = await app.prepare();
      const returned = await app.signIn(flow.start, await app.person());
      const answers = await Promise.all(Array.from({ length: 20 }, () => app.codeRequest(returned, flow)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    testWith('clock')('lives five minutes (AWS, "Authorize endpoint")', async () => {
      const flow = await app.prepare();
      const returned = await app.signIn(flow.start, await app.person());
      await pool.elapse(5 * 60);
      expect(await app.codeRequest(returned, flow)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
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
      const flow = await app.prepare();
      const returned = await app.signIn(flow.start, await app.person());
      const answer = await app.codeRequest(returned, flow, changes);
      expect(answer).toMatchObject({ status: 400, body: { error } });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    });

    test('of one client is nothing to another, and stays good for its own', async () => {
      const flow = await app.prepare();
      const returned = await app.signIn(flow.start, await app.person());
      const foreign = await app.codeRequest(returned, flow, { client_id: pool.clients.mobile.id });
      expect(foreign).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      await expect(app.exchange(returned, flow)).resolves.toBeDefined();
    });

    test('asked for without PKCE takes no verifier (RFC 9700, 4.8)', async () => {
      const flow = await app.prepare({ code_challenge: '', code_challenge_method: '' });
      const username = await app.person();
      const first = await app.signIn(flow.start, username);
      expect(await app.codeRequest(first, flow)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      const second = await app.signIn(flow.start, username);
      expect(await app.codeRequest(second, flow, { code_verifier: '' })).toMatchObject({ status: 200 });
    });

    test('comes in a form, each parameter once', async () => {
      const json = { 'content-type': 'application/json' };
      expect(await app.tokenRequest({ grant_type: 'authorization_code' }, json)).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      });
      const twice = await fetch(`${pool.domain}/oauth2/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=refresh_token&grant_type=authorization_code&client_id=x',
      });
      expect(await twice.json()).toMatchObject({ error: 'invalid_request' });
    });
  });
});
