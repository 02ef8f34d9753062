import { domainsOf } from '../pool/pool-domains.js';
import type { UserPools } from '../user-pools.js';
import { discoveryDocument } from './discovery.js';
import type { Handler } from './exchange.js';
import { jsonReply } from './exchange.js';

// what Cognito publishes, pages of any origin may read
const published = { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=86400' };

/**
 * The documents that Cognito publishes for each pool. OAuth endpoints are named for a pool with a domain, and for the one that
 * needs none; `address` is where they all are.
 */
export function wellKnownRoute(
  pools: UserPools,
  { poolId: always, address }: { readonly poolId: string; readonly address: string },
): Handler {
  return ({ method, path }) => {
    const [, poolId = '', document = ''] = /^\/([\w-]+)\/\.well-known\/([a-z.-]+)$/.exec(path) ?? [];
    const pool = method === 'GET' ? pools.find(poolId) : undefined;
    if (pool === undefined) return undefined;
    if (document === 'jwks.json') return jsonReply(pool.signingKeys.jwks(), { headers: published });
    if (document !== 'openid-configuration') return undefined;
    const hasDomain = poolId === always || domainsOf(pool.pool).length > 0;
    return jsonReply(discoveryDocument(pool.issuer, hasDomain ? address : undefined), { headers: published });
  };
}
