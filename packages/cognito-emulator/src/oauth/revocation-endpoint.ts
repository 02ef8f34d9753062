import type { Handler } from '../http/exchange.js';
import { textReply } from '../http/exchange.js';
import type { UserPool } from '../user-pool.js';
import { decodeClaims } from '../tokens/jwt.js';
import { authenticateClient } from './client-authentication.js';
import { crossOrigin, preflightReply } from './cross-origin.js';
import { errorReply, OAuthError } from './oauth-error.js';
import { formParameters, requiredParameter } from './parameters.js';

/** POST /oauth2/revoke (AWS, "The token revocation endpoint"; RFC 7009): ends the session of a refresh token. */
export function revocationEndpoint({ clients, userSessions }: Pick<UserPool, 'clients' | 'userSessions'>): Handler {
  return async (request) => {
    if (request.path !== '/oauth2/revoke') return undefined;
    if (request.method === 'OPTIONS') return preflightReply('POST');
    if (request.method !== 'POST') return textReply(405, 'Use POST.', { allow: 'POST' });
    try {
      const parameters = await formParameters(request);
      const client = authenticateClient(clients, request.headers.authorization, parameters, 401);
      const token = requiredParameter(parameters, 'token');
      if (decodeClaims(token) !== undefined) throw new OAuthError('unsupported_token_type');
      // a token that is not this client's is no news to it: the answer is the same (RFC 7009, section 2.2)
      userSessions.revokeId(userSessions.ofRefreshToken(token, client)?.id);
      return { status: 200, headers: { ...crossOrigin, 'cache-control': 'no-store' }, body: '' };
    } catch (error) {
      if (error instanceof OAuthError) return errorReply(error, crossOrigin);
      throw error;
    }
  };
}
