import {
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { JwtVerifier } from 'aws-jwt-verify';
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import {
  adminSignIn,
  browserUser,
  messagesTo,
  newAddress,
  newUser,
  sdkFor,
  signInBySrp,
} from './support/cognito-clients.js';
import { testWith } from './support/cognito-under-test.js';
import { likePortal } from './support/pool-requests.js';
import type { TestPool } from './support/test-pool.js';
import { startTestPool } from './support/test-pool.js';

const password = 'Correct1horse';

describe('a user pool that unmodified clients talk to', () => {
  let cognito: TestPool;
  let ClientId: string;

  beforeAll(async () => {
    cognito = await startTestPool(likePortal);
    ClientId = cognito.clients.web.id;
  });
  afterAll(async () => {
    await cognito.stop();
  });

  async function signUp(email = newAddress()): Promise<{ email: string; sub: string; code: string }> {
    const { UserSub } = await sdkFor(cognito).send(
      new SignUpCommand({ ClientId, Username: email, Password: password }),
    );
    const [message] = await messagesTo(cognito, email);
    return { email, sub: UserSub ?? '', code: message?.code ?? 'none' };
  }

  async function confirmedUser(): Promise<{ email: string; sub: string }> {
    const { email, sub } = await newUser(cognito, password);
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    const { userPoolId: UserPoolId } = cognito;
    await sdkFor(cognito).send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: email, UserAttributes }));
    return { email, sub };
  }

  function confirm(email: string, code: string) {
    return sdkFor(cognito).send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode: code }));
  }

  async function signIn(email: string, given = password): Promise<CognitoUserSession> {
    const session = await signInBySrp(browserUser(cognito, email), { Username: email, Password: given });
    if (session === 'NEW_PASSWORD_REQUIRED') throw new Error(session);
    return session;
  }

  testWith('mailbox')('sign-up sends a six-digit code, which confirms and verifies the address', async () => {
    const { email, sub, code } = await signUp();
    expect(sub).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(code).toMatch(/^\d{6}$/);
    await expect(signIn(email)).rejects.toMatchObject({ code: 'UserNotConfirmedException' });
    await confirm(email, code);
    await expect(confirm(email, code)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
    const session = await signIn(email);
    expect(session.getIdToken().decodePayload()).toMatchObject({ email, email_verified: true });
  });

  testWith('mailbox', 'clock')('a code is good for 24 hours, until a newer one, and for five guesses', async () => {
    const first = await signUp();
    await sdkFor(cognito).send(new ResendConfirmationCodeCommand({ ClientId, Username: first.email }));
    const [message] = await messagesTo(cognito, first.email);
    const newer = message?.code ?? '';
    const wrong = newer === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess += 1) {
      await expect(confirm(first.email, wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    }
    await expect(confirm(first.email, newer)).rejects.toMatchObject({ name: 'LimitExceededException' });

    const late = await signUp();
    await cognito.elapse(24 * 3600);
    await expect(confirm(late.email, late.code)).rejects.toMatchObject({ name: 'ExpiredCodeException' });
  });

  test('both tokens verify with jose and aws-jwt-verify, each under a key of its own (T6)', async () => {
    const { email } = await confirmedUser();
    const session = await signIn(email);
    const accessToken = session.getAccessToken().getJwtToken();
    const idToken = session.getIdToken().getJwtToken();
    const keys = createRemoteJWKSet(new URL(`${cognito.issuer}/.well-known/jwks.json`));
    const expected = { issuer: cognito.issuer, currentDate: cognito.now() };
    await jwtVerify(accessToken, keys, expected);
    await jwtVerify(idToken, keys, { ...expected, audience: ClientId });
    const kids = [accessToken, idToken].map((token) => decodeProtectedHeader(token));
    expect(kids[0]).toEqual({ alg: 'RS256', kid: expect.any(String) as string });
    expect(kids[0]?.kid).not.toBe(kids[1]?.kid);

    // the issuer as configured: CognitoJwtVerifier knows AWS's own only (COGNITO T8)
    const verifier = JwtVerifier.create({ issuer: cognito.issuer, audience: null });
    verifier.cacheJwks((await (await fetch(`${cognito.issuer}/.well-known/jwks.json`)).json()) as Jwks);
    const check = { clientId: ClientId };
    validateCognitoJwtFields(await verifier.verify(accessToken), { ...check, tokenUse: 'access' });
    validateCognitoJwtFields(await verifier.verify(idToken), { ...check, tokenUse: 'id' });
  });

  test('an access token carries exactly the claims of T1, T7 and T10', async () => {
    const { email, sub } = await confirmedUser();
    const claims = decodeJwt((await signIn(email)).getAccessToken().getJwtToken());
    const { iat: now = 0, auth_time: signedInAt } = claims;
    expect(now - Number(signedInAt)).toBeLessThanOrEqual(2);
    expect(Math.abs(now - cognito.now().getTime() / 1000)).toBeLessThan(60);
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
    expect(claims).toEqual({
      sub,
      iss: cognito.issuer,
      version: 2,
      client_id: ClientId,
      origin_jti: uuid,
      event_id: uuid,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: signedInAt,
      exp: now + 3600,
      iat: now,
      jti: uuid,
      username: sub,
    });
  });

  test('an ID token carries exactly the claims of T2 and T3', async () => {
    const { email, sub } = await confirmedUser();
    const claims = decodeJwt((await signIn(email)).getIdToken().getJwtToken());
    const { iat: now = 0, auth_time: signedInAt } = claims;
    expect(now - Number(signedInAt)).toBeLessThanOrEqual(2);
    expect(Math.abs(now - cognito.now().getTime() / 1000)).toBeLessThan(60);
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
    expect(claims).toEqual({
      sub,
      email_verified: true,
      iss: cognito.issuer,
      'cognito:username': sub,
      origin_jti: uuid,
      aud: ClientId,
      event_id: uuid,
      token_use: 'id',
      auth_time: signedInAt,
      exp: now + 3600,
      iat: now,
      jti: uuid,
      email,
    });
  });

  test('the address works in any case, and so does the user name', async () => {
    const { email, sub } = await confirmedUser();
    expect((await signIn(email.toUpperCase())).getAccessToken().decodePayload()).toMatchObject({ sub });
    expect((await signIn(sub)).getAccessToken().decodePayload()).toMatchObject({ sub });
  });

  testWith('clock')(
    'a refresh keeps origin_jti and auth_time, gives no new refresh token, and works for 30 days',
    async () => {
      const { email } = await confirmedUser();
      const session = await signIn(email);
      const before = decodeJwt(session.getAccessToken().getJwtToken());
      const refresh = (clientId = ClientId) =>
        sdkFor(cognito).send(
          new InitiateAuthCommand({
            ClientId: clientId,
            AuthFlow: 'REFRESH_TOKEN_AUTH',
            AuthParameters: { REFRESH_TOKEN: session.getRefreshToken().getToken() },
          }),
        );
      await cognito.elapse((29 * 24 + 23) * 3600);
      const { AuthenticationResult: result } = await refresh();
      expect(result?.RefreshToken).toBeUndefined();
      const after = decodeJwt(result?.AccessToken ?? '');
      expect(after).toMatchObject({ origin_jti: before['origin_jti'], auth_time: before['auth_time'] });
      expect(after.jti).not.toBe(before.jti);
      expect(after.iat).toBeGreaterThan(before.iat ?? 0);
      await expect(refresh(cognito.clients.mobile.id)).rejects.toMatchObject({ message: 'Invalid Refresh Token' });
      await cognito.elapse(3600);
      await expect(refresh()).rejects.toMatchObject({ message: 'Refresh Token has expired' });
    },
  );

  testWith('clock')('an access token opens GetUser until it expires, and no altered one does', async () => {
    const { email, sub } = await confirmedUser();
    const { accessToken: AccessToken, idToken } = await adminSignIn(cognito, email, password);
    const getUser = (token: string) => sdkFor(cognito).send(new GetUserCommand({ AccessToken: token }));
    expect(await getUser(AccessToken)).toMatchObject({ Username: sub });
    const [header, payload = '', signature = ''] = AccessToken.split('.');
    const claims = { ...decodeJwt(AccessToken), username: 'someone-else' };
    const altered = Buffer.from(JSON.stringify(claims)).toString('base64url');
    for (const forged of [
      `${header}.${altered}.${signature}`,
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`,
      idToken,
    ]) {
      await expect(getUser(forged)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    }
    await cognito.elapse(3600);
    await expect(getUser(AccessToken)).rejects.toMatchObject({ message: 'Access Token has expired' });
  });

  test('RevokeToken ends one sign-in, GlobalSignOut all of them', async () => {
    const { email } = await confirmedUser();
    const [first, second, third] = [await signIn(email), await signIn(email), await signIn(email)];
    const use = (session: CognitoUserSession) =>
      sdkFor(cognito).send(new GetUserCommand({ AccessToken: session.getAccessToken().getJwtToken() }));
    await sdkFor(cognito).send(new RevokeTokenCommand({ ClientId, Token: first.getRefreshToken().getToken() }));
    await expect(use(first)).rejects.toMatchObject({ message: 'Access Token has been revoked' });
    await use(second);

    const AccessToken = second.getAccessToken().getJwtToken();
    await sdkFor(cognito).send(new GlobalSignOutCommand({ AccessToken }));
    await expect(use(second)).rejects.toMatchObject({ message: 'Access Token has been revoked' });
    await expect(
      sdkFor(cognito).send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: third.getRefreshToken().getToken() },
        }),
      ),
    ).rejects.toMatchObject({ message: 'Refresh Token has been revoked' });
  });
});
