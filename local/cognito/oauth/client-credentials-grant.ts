import type { ClientConfiguration, PoolConfiguration } from '../pool/pool-configuration.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { listOf } from './parameters.js';
import type { GrantServices, TokenAnswer } from './grant-services.js';

/** client_credentials: an access token of the client itself, with scopes of resource servers only (COGNITO T14). */
export function clientCredentialsGrant(
  { pool: { pool, tokenIssuer } }: GrantServices,
  client: ClientConfiguration,
  parameters: Parameters,
): TokenAnswer {
  if (client.secret === undefined || !client.allowedOAuthFlows.includes('client_credentials')) {
    throw new OAuthError('unauthorized_client');
  }
  const allowed = scopesOf(pool).filter((scope) => client.allowedOAuthScopes.includes(scope));
  const asked = listOf(parameters['scope']);
  const scopes = asked.length === 0 ? allowed : asked;
  if (scopes.length === 0 || !scopes.every((scope) => allowed.includes(scope))) throw new OAuthError('invalid_scope');
  return {
    access_token: tokenIssuer.mintForClient(client, scopes),
    expires_in: client.accessTokenSeconds,
    token_type: 'Bearer',
  };
}

/** The scopes of a pool's resource servers, as tokens carry them. */
function scopesOf({ resourceServers = [] }: PoolConfiguration): string[] {
  return resourceServers.flatMap(({ identifier, scopes }) => scopes.map(({ name }) => `${identifier}/${name}`));
}
