import type { Handler, HttpRequest, Reply, TakeOver } from '../http/exchange.js';
import { AuthorizationCodes } from '../oauth/authorization-codes.js';
import { authorizeEndpoint } from '../oauth/authorize-endpoint.js';
import { BrowserSessions } from '../oauth/browser-sessions.js';
import { logoutEndpoint } from '../oauth/logout-endpoint.js';
import { poolOfRequest } from '../oauth/pool-of-request.js';
import { revocationEndpoint } from '../oauth/revocation-endpoint.js';
import { tokenEndpoint } from '../oauth/token-endpoint.js';
import { userInfoEndpoint } from '../oauth/user-info-endpoint.js';
import type { Operation } from '../operations/operation.js';
import { domainsOf } from '../pool/pool-domains.js';
import type { UserPool } from '../user-pool.js';
import type { UserPools } from '../user-pools.js';
import { errorPage } from './error-page.js';
import { hostedPages } from './hosted-pages.js';
import { PoolCalls } from './pool-calls.js';
import { stylesheet } from './stylesheet.js';

/**
 * What the domains of user pools serve: the OAuth 2.0 endpoints and the hosted pages. Cognito has a host name for each; here
 * they share one address, and a request is for the pool of its client or access token. `portal` has a domain from the start,
 * any other pool once CreateUserPoolDomain gives it one: without, its clients are unknown here.
 */
export function domains(portal: UserPool, pools: UserPools, operations: ReadonlyMap<string, Operation>): Handler {
  const calls = new PoolCalls(operations, pools);
  const opened = new WeakMap<UserPool, readonly Handler[]>();
  return async (request) => {
    const once = readOnce(request);
    const asked = await poolOfRequest(pools, once);
    const pool = asked === undefined || domainsOf(asked.pool).length === 0 ? portal : asked;
    const handlers = opened.get(pool) ?? domainOf(pool, calls);
    opened.set(pool, handlers);
    return firstAnswer(handlers, once);
  };
}

function domainOf(pool: UserPool, calls: PoolCalls): readonly Handler[] {
  const codes = new AuthorizationCodes(pool.clock);
  const browserSessions = new BrowserSessions(pool.users, pool.clock);
  const services = { pool, codes, browserSessions, calls };
  return [
    authorizeEndpoint(services),
    tokenEndpoint(services),
    userInfoEndpoint(pool),
    revocationEndpoint(pool),
    logoutEndpoint(services),
    hostedPages(services),
    errorPage(pool.clients),
    stylesheet,
  ];
}

/** The request with a body that can be asked for again. */
function readOnce(request: HttpRequest): HttpRequest {
  let body: Promise<Buffer> | undefined;
  return { ...request, body: () => (body ??= request.body()) };
}

async function firstAnswer(handlers: readonly Handler[], request: HttpRequest): Promise<Reply | TakeOver | undefined> {
  for (const handler of handlers) {
    const reply = await handler(request);
    if (reply !== undefined) return reply;
  }
  return undefined;
}
