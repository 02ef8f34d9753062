import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { Grant } from './authorization-codes.js';
import { verifierFits } from './authorization-codes.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { requiredParameter } from './parameters.js';
import type { GrantServices, TokenAnswer } from './grant-services.js';

/**
 * authorization_code: the tokens that a user has granted. A code that comes a second time has been stolen at one of the two, so
 * that its tokens are revoked as well (RFC 6749, section 4.1.2).
 */
export function codeGrant(
  { pool, codes }: GrantServices,
  client: ClientConfiguration,
  parameters: Parameters,
): TokenAnswer {
  if (!client.allowedOAuthFlows.includes('code')) throw new OAuthError('unauthorized_client');
  const code = requiredParameter(parameters, 'code');
  const redirectUri = requiredParameter(parameters, 'redirect_uri');
  // an address that is not the client's at all has an error of its own; many have taken it for a missing grant type
  if (!client.callbackUrls.includes(redirectUri)) throw new OAuthError('unauthorized_client');

  const redeemed = codes.redeem(code, client.id);
  if (redeemed === undefined) throw new OAuthError('invalid_grant');
  if ('replayOf' in redeemed) {
    pool.userSessions.revokeId(redeemed.replayOf);
    throw new OAuthError('invalid_grant');
  }
  const { grant } = redeemed;
  if (grant.redirectUri !== redirectUri || !verifierFits(grant, parameters['code_verifier'])) {
    throw new OAuthError('invalid_grant');
  }
  return begin({ pool }, client, grant, redeemed.begun);
}

function begin(
  { pool: { users, userSessions, tokenIssuer } }: Pick<GrantServices, 'pool'>,
  client: ClientConfiguration,
  { username, scopes, authTime, nonce, overrides }: Grant,
  begun: (sessionId: string) => void,
): TokenAnswer {
  const user = users.find(username);
  if (user?.enabled !== true) throw new OAuthError('invalid_grant');
  const { session, refreshToken } = userSessions.begin(user, client, scopes, { oauth: true, authTime });
  begun(session.id);
  const { accessToken, idToken } = tokenIssuer.mint({ user, client, session, nonce }, overrides);
  return {
    ...(scopes.includes('openid') && { id_token: idToken }),
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_in: client.accessTokenSeconds,
    token_type: 'Bearer',
  };
}
