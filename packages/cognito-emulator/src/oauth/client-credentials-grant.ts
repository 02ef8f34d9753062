import * as z from 'zod';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import { CognitoError } from '../cognito-error.js';
import { resourceScopesOf } from '../tokens/scopes.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { listOf } from './parameters.js';
import type { GrantServices, TokenAnswer } from './grant-services.js';

const metadata = z.record(z.string(), z.string());

/**
 * client_credentials: an access token of the client itself, with scopes of resource servers only (COGNITO T14). Its trigger gets
 * the map in `aws_client_metadata` (AWS, "Token endpoint"), and its refusal is told.
 */
export async function clientCredentialsGrant(
  { pool: { pool, tokenIssuer } }: GrantServices,
  client: ClientConfiguration,
  parameters: Parameters,
): Promise<TokenAnswer> {
  if (client.secret === undefined || !client.allowedOAuthFlows.includes('client_credentials')) {
    throw new OAuthError('unauthorized_client');
  }
  const allowed = resourceScopesOf(pool).filter((scope) => client.allowedOAuthScopes.includes(scope));
  const asked = listOf(parameters['scope']);
  const scopes = asked.length === 0 ? allowed : asked;
  if (scopes.length === 0 || !scopes.every((scope) => allowed.includes(scope))) throw new OAuthError('invalid_scope');
  const clientMetadata = clientMetadataOf(parameters);
  const token = await tokenIssuer.issueForClient({ client, scopes, clientMetadata }).catch((error: unknown) => {
    throw error instanceof CognitoError ? new OAuthError('invalid_request', error.message) : error;
  });
  return {
    access_token: token,
    expires_in: client.accessTokenSeconds,
    token_type: 'Bearer',
  };
}

function clientMetadataOf({ aws_client_metadata: given }: Parameters): Record<string, string> | undefined {
  if (given === undefined) return undefined;
  try {
    return metadata.parse(JSON.parse(given));
  } catch {
    throw new OAuthError('invalid_request', 'aws_client_metadata has to be a JSON object of strings.');
  }
}
