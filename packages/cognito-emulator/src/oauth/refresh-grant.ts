import { CognitoError } from '../cognito-error.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import { refreshAndRotate } from '../sign-in/refresh-flow.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { requiredParameter } from './parameters.js';
import type { GrantServices, TokenAnswer } from './grant-services.js';

/** refresh_token: new ID and access tokens and, where they rotate (COGNITO T12), a new refresh token. */
export async function refreshGrant(
  { pool }: GrantServices,
  client: ClientConfiguration,
  parameters: Parameters,
): Promise<TokenAnswer> {
  if (!client.allowedOAuthFlows.includes('code')) throw new OAuthError('unauthorized_client');
  const refreshToken = requiredParameter(parameters, 'refresh_token');
  const tokens = await refreshAndRotate(pool, client, refreshToken, undefined).catch((error: unknown) => {
    throw error instanceof CognitoError && error.status < 500 ? invalidGrant(error) : error;
  });
  return {
    ...(tokens.IdToken !== undefined && { id_token: tokens.IdToken }),
    access_token: tokens.AccessToken,
    ...('RefreshToken' in tokens && { refresh_token: tokens.RefreshToken }),
    expires_in: tokens.ExpiresIn,
    token_type: tokens.TokenType,
  };
}

/** What a trigger said is told; why a token is refused is not. */
function invalidGrant({ name, message }: CognitoError): OAuthError {
  return new OAuthError('invalid_grant', name === 'UserLambdaValidationException' ? message : undefined);
}
