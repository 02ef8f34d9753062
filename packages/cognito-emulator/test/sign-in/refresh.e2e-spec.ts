import { createHmac } from 'node:crypto';
import {
  AddUserPoolClientSecretCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientSecretCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUserPoolClientSecretsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { newUser } from '../support/cognito-clients.js';
import { testWith } from '../support/cognito-under-test.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

const password = 'Correct1horse';
const rotating = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const],
  RefreshTokenRotation: { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: 30 },
};

describe('refresh tokens and sessions', () => {
  let pool: TestPool;

  beforeAll(async () => {
    pool = await startTestPool({ mfa: 'OFF', web: rotating });
  });
  afterAll(async () => {
    await pool.stop();
  });

  async function signedIn(email: string, ClientId = pool.clients.web.id) {
    const AuthParameters = { USERNAME: email, PASSWORD: password };
    const command = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    const { AuthenticationResult: tokens } = await pool.sdk.send(command);
    return { refreshToken: tokens?.RefreshToken ?? '', accessToken: tokens?.AccessToken ?? '' };
  }
  async function refresh(RefreshToken: string, ClientId = pool.clients.web.id) {
    const command = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
    const { AuthenticationResult: tokens } = await pool.sdk.send(command);
    return { refreshToken: tokens?.RefreshToken, accessToken: tokens?.AccessToken ?? '' };
  }
  const reused = { name: 'RefreshTokenReuseException' };
  const refused = { name: 'NotAuthorizedException' };

  test('rotation gives a new refresh token of the same session (API_RefreshTokenRotationType)', async () => {
    const { email } = await newUser(pool, password);
    const first = await signedIn(email);
    const second = await refresh(first.refreshToken);
    expect(second.refreshToken).toBeDefined();
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(decodeJwt(second.accessToken)['origin_jti']).toBe(decodeJwt(first.accessToken)['origin_jti']);
    await expect(refresh(second.refreshToken ?? '')).resolves.toHaveProperty('refreshToken');
  });

  test('the token before is good for the grace period, and its reuse later ends the session (T12)', async () => {
    const { email } = await newUser(pool, password);
    const { refreshToken } = await signedIn(email);
    const lost = await refresh(refreshToken);
    await pool.elapse(20);
    const retried = await refresh(refreshToken);
    await expect(refresh(lost.refreshToken ?? '')).resolves.toHaveProperty('refreshToken');
    await pool.elapse(11);
    await expect(refresh(refreshToken)).rejects.toMatchObject(reused);
    await expect(refresh(retried.refreshToken ?? '')).rejects.toMatchObject(refused);
    const user = pool.sdk.send(new GetUserCommand({ AccessToken: retried.accessToken }));
    await expect(user).rejects.toMatchObject({ ...refused, message: 'Access Token has been revoked' });
  });

  test('REFRESH_TOKEN_AUTH is refused where refresh tokens rotate (T12)', async () => {
    const { email } = await newUser(pool, password);
    const { refreshToken: REFRESH_TOKEN } = await signedIn(email);
    const command = new InitiateAuthCommand({
      ClientId: pool.clients.web.id,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN },
    });
    await expect(pool.sdk.send(command)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('without rotation GetTokensFromRefreshToken leaves the refresh token as it is', async () => {
    const { email } = await newUser(pool, password);
    const mobile = pool.clients.mobile.id;
    const { refreshToken } = await signedIn(email, mobile);
    const tokens = await refresh(refreshToken, mobile);
    expect(tokens.refreshToken).toBeUndefined();
    await expect(refresh(refreshToken, mobile)).resolves.toHaveProperty('accessToken');
  });

  test('another client’s refresh token, and one that is none', async () => {
    const { email } = await newUser(pool, password);
    const { refreshToken } = await signedIn(email);
    const invalid = { ...refused, message: 'Invalid Refresh Token' };
    await expect(refresh(refreshToken, pool.clients.mobile.id)).rejects.toMatchObject(invalid);
    await expect(refresh('AAAA')).rejects.toMatchObject(invalid);
    await expect(refresh(refreshToken, pool.clients.server.id)).rejects.toMatchObject(refused);
  });

  test('AdminListUserSessions shows live sign-ins, AdminRevokeUserSession ends one of them (A8)', async () => {
    const { email: Username } = await newUser(pool, password);
    const UserPoolId = pool.userPoolId;
    const phone = await signedIn(Username, pool.clients.mobile.id);
    const browser = await signedIn(Username);
    const list = () => pool.sdk.send(new AdminListUserSessionsCommand({ UserPoolId, Username }));
    const { Sessions = [] } = await list();
    expect(Sessions).toHaveLength(3);
    const target = Sessions.find(({ ClientId }) => ClientId === pool.clients.mobile.id);
    expect(target).toMatchObject({
      SessionType: 'TOKEN',
      SessionId: expect.stringMatching(/^tkn[0-9a-z]{25}$/) as string,
    });
    const { SessionId = '' } = target ?? {};
    await pool.sdk.send(new AdminRevokeUserSessionCommand({ UserPoolId, Username, SessionId }));
    await expect(pool.sdk.send(new GetUserCommand({ AccessToken: phone.accessToken }))).rejects.toMatchObject(refused);
    await expect(pool.sdk.send(new GetUserCommand({ AccessToken: browser.accessToken }))).resolves.toBeDefined();
    expect((await list()).Sessions).toHaveLength(2);
  });

  test('a client has two live secrets while servers change over (A8)', async () => {
    const { email } = await newUser(pool, password);
    const UserPoolId = pool.userPoolId;
    const { UserPoolClient } = await pool.sdk.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'changing-over',
        GenerateSecret: true,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
    const { ClientId = '', ClientSecret: first = '' } = UserPoolClient ?? {};
    const added = await pool.sdk.send(new AddUserPoolClientSecretCommand({ UserPoolId, ClientId }));
    const second = added.ClientSecretDescriptor?.ClientSecretValue ?? '';
    const signIn = (secret: string) => {
      const SECRET_HASH = createHmac('sha256', secret).update(`${email}${ClientId}`).digest('base64');
      const AuthParameters = { USERNAME: email, PASSWORD: password, SECRET_HASH };
      return pool.sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }));
    };
    await expect(signIn(first)).resolves.toHaveProperty('AuthenticationResult');
    await expect(signIn(second)).resolves.toHaveProperty('AuthenticationResult');
    await expect(pool.sdk.send(new AddUserPoolClientSecretCommand({ UserPoolId, ClientId }))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
    const { ClientSecrets = [] } = await pool.sdk.send(new ListUserPoolClientSecretsCommand({ UserPoolId, ClientId }));
    expect(ClientSecrets).toHaveLength(2);
    const { ClientSecretId = '' } = ClientSecrets[0] ?? {};
    await pool.sdk.send(new DeleteUserPoolClientSecretCommand({ UserPoolId, ClientId, ClientSecretId }));
    await expect(signIn(first)).rejects.toMatchObject(refused);
    await expect(signIn(second)).resolves.toHaveProperty('AuthenticationResult');
  });

  testWith('clock')('tokens live as long as the client says, within bounds (T11)', async () => {
    const { email } = await newUser(pool, password);
    const update = (AccessTokenValidity: number) =>
      pool.sdk.send(
        new UpdateUserPoolClientCommand({
          UserPoolId: pool.userPoolId,
          ClientId: pool.clients.mobile.id,
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          AccessTokenValidity,
          TokenValidityUnits: { AccessToken: 'minutes' },
        }),
      );
    await update(5);
    const { accessToken: AccessToken } = await signedIn(email, pool.clients.mobile.id);
    const { exp = 0, iat = 0 } = decodeJwt(AccessToken);
    expect(exp - iat).toBe(300);
    await pool.elapse(301);
    await expect(pool.sdk.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      ...refused,
      message: 'Access Token has expired',
    });
    await expect(update(4)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
