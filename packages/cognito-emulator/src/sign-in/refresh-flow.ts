import { CognitoError, notAuthorized } from '../cognito-error.js';
import { requireSecretHash } from '../pool/clients.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';
import type { UserSession, UserSessions } from '../tokens/user-sessions.js';
import type { Users } from '../pool/users.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { required } from './sign-in-step.js';

interface RefreshServices {
  readonly users: Users;
  readonly userSessions: UserSessions;
  readonly tokenIssuer: TokenIssuer;
}

/** REFRESH_TOKEN_AUTH: refused where refresh tokens rotate (COGNITO T12). */
export async function refresh(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const { client, clientMetadata, parameters } = step;
  const refreshToken = required(step, 'REFRESH_TOKEN');
  if (client.refreshTokenRotation !== undefined) {
    throw new CognitoError(
      'UnsupportedOperationException',
      'Refresh token rotation is enabled for this client. Use GetTokensFromRefreshToken.',
    );
  }
  const session = services.userSessions.redeem(refreshToken, client);
  requireSecretHash(client, session.username, parameters['SECRET_HASH']);
  const tokens = await tokensOf(services, session, client, clientMetadata);
  services.userSessions.touch(session);
  return { ChallengeParameters: {}, AuthenticationResult: tokens };
}

/** GetTokensFromRefreshToken: new ID and access tokens of the same session and, with rotation, a new refresh token. */
export async function refreshAndRotate(
  services: RefreshServices,
  client: ClientConfiguration,
  refreshToken: string,
  clientMetadata: SignInStep['clientMetadata'],
) {
  const session = services.userSessions.redeem(refreshToken, client);
  const tokens = await tokensOf(services, session, client, clientMetadata);
  if (client.refreshTokenRotation === undefined) {
    services.userSessions.touch(session);
    return tokens;
  }
  // checks again: while a trigger ran, another request may have used the token up
  return { ...tokens, RefreshToken: services.userSessions.rotate(refreshToken, client) };
}

async function tokensOf(
  { users, tokenIssuer }: RefreshServices,
  session: UserSession,
  client: ClientConfiguration,
  clientMetadata: SignInStep['clientMetadata'],
) {
  const user = users.find(session.username);
  if (user === undefined) throw notAuthorized('Invalid Refresh Token');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  const source = 'RefreshTokens';
  const { accessToken, idToken } = await tokenIssuer.issue({ user, client, session, source, clientMetadata });
  return {
    AccessToken: accessToken,
    ExpiresIn: client.accessTokenSeconds,
    ...(session.oauth === true && !session.scopes.includes('openid') ? {} : { IdToken: idToken }),
    TokenType: 'Bearer',
  } as const;
}
