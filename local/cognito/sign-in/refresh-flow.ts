import { notAuthorized } from '../cognito-error.js';
import { requireSecretHash } from '../pool/clients.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { required } from './sign-in-step.js';

/** REFRESH_TOKEN_AUTH: new ID and access tokens of the same session; the refresh token stays as it is. */
export async function refresh(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const { client, clientMetadata, parameters } = step;
  const { users, userSessions, tokenIssuer } = services;
  const session = userSessions.redeem(required(step, 'REFRESH_TOKEN'), client);
  requireSecretHash(client, session.username, parameters['SECRET_HASH']);
  const user = users.find(session.username);
  if (user === undefined) throw notAuthorized('Invalid Refresh Token');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  const source = 'RefreshTokens';
  const { accessToken, idToken } = await tokenIssuer.issue({ user, client, session, source, clientMetadata });
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: accessToken,
      ExpiresIn: client.accessTokenSeconds,
      ...(session.oauth === true && !session.scopes.includes('openid') ? {} : { IdToken: idToken }),
      TokenType: 'Bearer',
    },
  };
}
