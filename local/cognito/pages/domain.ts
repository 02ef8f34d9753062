import type { Handler } from '../http/exchange.js';
import { AuthorizationCodes } from '../oauth/authorization-codes.js';
import { authorizeEndpoint } from '../oauth/authorize-endpoint.js';
import { BrowserSessions } from '../oauth/browser-sessions.js';
import { logoutEndpoint } from '../oauth/logout-endpoint.js';
import { revocationEndpoint } from '../oauth/revocation-endpoint.js';
import { tokenEndpoint } from '../oauth/token-endpoint.js';
import { userInfoEndpoint } from '../oauth/user-info-endpoint.js';
import type { Operation } from '../operations/operation.js';
import type { UserPool } from '../pool/user-pool.js';
import type { UserPools } from '../pool/user-pools.js';
import { errorPage } from './error-page.js';
import { hostedPages } from './hosted-pages.js';
import { PoolCalls } from './pool-calls.js';
import { stylesheet } from './stylesheet.js';

/** What a user pool's domain serves: the OAuth 2.0 endpoints and the hosted pages. Cognito has one domain a pool; so it is here. */
export function domainOf(
  pool: UserPool,
  pools: UserPools,
  operations: ReadonlyMap<string, Operation>,
): readonly Handler[] {
  const codes = new AuthorizationCodes(pool.clock);
  const browserSessions = new BrowserSessions(pool.users, pool.clock);
  const services = { pool, codes, browserSessions, calls: new PoolCalls(operations, pools) };
  return [
    authorizeEndpoint(services),
    tokenEndpoint(services),
    userInfoEndpoint(pool),
    revocationEndpoint(pool),
    logoutEndpoint(services),
    hostedPages(services),
    errorPage,
    stylesheet,
  ];
}
