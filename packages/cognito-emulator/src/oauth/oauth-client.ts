import type { ClientConfiguration } from '../pool/pool-configuration.js';

/** Whether a client may use the OAuth endpoints (AllowedOAuthFlowsUserPoolClient); left out, a client with flows may. */
export function mayUseOAuth({ oauthEnabled, allowedOAuthFlows }: ClientConfiguration): boolean {
  return oauthEnabled ?? allowedOAuthFlows.length > 0;
}
