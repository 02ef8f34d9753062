import type { Handler } from '../http/exchange.js';
import { jsonReply, textReply } from '../http/exchange.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import { crossOrigin, preflightReply } from './cross-origin.js';
import { authenticateClient } from './client-authentication.js';
import { clientCredentialsGrant } from './client-credentials-grant.js';
import { codeGrant } from './code-grant.js';
import type { GrantServices, TokenAnswer } from './grant-services.js';
import { errorReply, OAuthError } from './oauth-error.js';
import { mayUseOAuth } from './oauth-client.js';
import type { Parameters } from './parameters.js';
import { formParameters, requiredParameter } from './parameters.js';
import { refreshGrant } from './refresh-grant.js';

type Grant = (
  services: GrantServices,
  client: ClientConfiguration,
  parameters: Parameters,
) => TokenAnswer | Promise<TokenAnswer>;

const grants = new Map<string, Grant>([
  ['authorization_code', codeGrant],
  ['refresh_token', refreshGrant],
  ['client_credentials', clientCredentialsGrant],
]);

/** POST /oauth2/token (AWS, "Token endpoint"; RFC 6749, section 3.2). */
export function tokenEndpoint(services: GrantServices): Handler {
  return async (request) => {
    if (request.path !== '/oauth2/token') return undefined;
    if (request.method === 'OPTIONS') return preflightReply('POST');
    if (request.method !== 'POST') return textReply(405, 'Use POST.', { allow: 'POST' });
    try {
      const parameters = await formParameters(request);
      const client = authenticateClient(services.pool.clients, request.headers.authorization, parameters, 400);
      const grant = grants.get(requiredParameter(parameters, 'grant_type'));
      if (grant === undefined) throw new OAuthError('unsupported_grant_type');
      if (!mayUseOAuth(client)) throw new OAuthError('invalid_grant');
      return jsonReply(await grant(services, client, parameters), { headers: crossOrigin });
    } catch (error) {
      if (error instanceof OAuthError) return errorReply(error, crossOrigin);
      throw error;
    }
  };
}
