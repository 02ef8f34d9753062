import type { Handler } from '../http/exchange.js';
import { jsonReply } from '../http/exchange.js';
import type { IdentityPool } from './identity-pool.js';

/** The keys of GetOpenIdToken's tokens, where https://cognito-identity.amazonaws.com has them. */
export function identityKeysRoute(pool: IdentityPool): Handler {
  return async ({ method, path }) =>
    method === 'GET' && path === '/.well-known/jwks_uri' ? jsonReply(await pool.jwks()) : undefined;
}
