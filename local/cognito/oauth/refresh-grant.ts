import { CognitoError } from '../cognito-error.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import { refresh } from '../sign-in/refresh-flow.js';
import { publicSide } from './public-side.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { requiredParameter } from './parameters.js';
import type { GrantServices, TokenAnswer } from './grant-services.js';

/** refresh_token: new ID and access tokens, by the same steps as REFRESH_TOKEN_AUTH. */
export async function refreshGrant(
  { pool }: GrantServices,
  client: ClientConfiguration,
  parameters: Parameters,
): Promise<TokenAnswer> {
  if (!client.allowedOAuthFlows.includes('code')) throw new OAuthError('unauthorized_client');
  const step = {
    client: publicSide(client),
    parameters: { REFRESH_TOKEN: requiredParameter(parameters, 'refresh_token') },
  };
  const answer = await refresh(pool, step).catch((error: unknown) => {
    throw error instanceof CognitoError && error.status < 500 ? invalidGrant(error) : error;
  });
  if (!('AuthenticationResult' in answer)) throw new OAuthError('invalid_grant');
  const { AccessToken, IdToken, RefreshToken, ExpiresIn, TokenType } = answer.AuthenticationResult;
  return {
    ...(IdToken !== undefined && { id_token: IdToken }),
    access_token: AccessToken,
    ...(RefreshToken !== undefined && { refresh_token: RefreshToken }),
    expires_in: ExpiresIn,
    token_type: TokenType,
  };
}

/** What a trigger said is told; why a token is refused is not. */
function invalidGrant({ name, message }: CognitoError): OAuthError {
  return new OAuthError('invalid_grant', name === 'UserLambdaValidationException' ? message : undefined);
}
