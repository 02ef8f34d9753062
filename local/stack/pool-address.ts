import type { PortalCognito } from '../portal-pool.js';
import type { PoolAddress } from '../demo/pool-client.js';

/** Where a pool is and which ids its clients need, as `stack.json` and `cognito.json` say it. */
export function poolAddress(cognito: PortalCognito): PoolAddress {
  const { endpoint, issuer, region, userPoolId, identityPoolId } = cognito;
  const { web, mobile, server } = cognito.clients;
  const clients = { web: web.id, mobile: mobile.id, server };
  return { endpoint, issuer, region, userPoolId, identityPoolId, clients };
}
