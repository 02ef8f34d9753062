import type { HttpRequest } from '../http/exchange.js';
import type { UserPool } from '../user-pool.js';
import type { UserPools } from '../user-pools.js';
import { decodeClaims } from '../tokens/jwt.js';
import { claimedClientId } from './client-authentication.js';
import { OAuthError } from './oauth-error.js';
import { formParameters } from './parameters.js';

/**
 * The pool that a request at the OAuth endpoints or the hosted pages is for: that of the client in its query or form, or of its
 * access token. Nothing is verified, and undefined stands for a pool that is not known.
 */
export async function poolOfRequest(pools: UserPools, request: HttpRequest): Promise<UserPool | undefined> {
  const { path, query } = request;
  if (path === '/oauth2/userInfo') return pools.ofIssuer(issuerOfToken(request));
  const isForm = path === '/oauth2/token' || path === '/oauth2/revoke';
  const clientId = isForm && request.method === 'POST' ? await clientIdOfForm(request) : query.get('client_id');
  return pools.ofClient(clientId ?? '');
}

function issuerOfToken({ headers: { authorization = '' } }: HttpRequest): unknown {
  return decodeClaims(authorization.replace(/^Bearer /i, ''))?.['iss'];
}

/** What is wrong with a form is for its endpoint to say. */
async function clientIdOfForm(request: HttpRequest): Promise<string | undefined> {
  try {
    return claimedClientId(request.headers.authorization, await formParameters(request));
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}
