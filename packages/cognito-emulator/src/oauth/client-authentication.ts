import type { Clients } from '../pool/clients.js';
import { provesSecret } from '../pool/clients.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';

interface Credentials {
  readonly id: string;
  readonly secret: string | undefined;
}

/**
 * The client of a request to the token or revocation endpoint, by client_secret_basic or client_secret_post, or by its id alone
 * when it has no secret (RFC 6749, section 2.3). Throws invalid_client, with the status that the endpoint answers it with.
 */
export function authenticateClient(
  clients: Clients,
  authorization: string | undefined,
  parameters: Parameters,
  refusedWith: number,
): ClientConfiguration {
  const { id, secret } = credentialsOf(authorization, parameters);
  const client = clients.find(id);
  if (client === undefined || !provesSecret(client, secret)) {
    throw new OAuthError('invalid_client', undefined, refusedWith);
  }
  return client;
}

/** The id that a client gives, in whichever way; throws OAuthError for a request that has none, or two. */
export function claimedClientId(authorization: string | undefined, parameters: Parameters): string {
  return credentialsOf(authorization, parameters).id;
}

function credentialsOf(authorization: string | undefined, parameters: Parameters): Credentials {
  const { client_id: id, client_secret: secret } = parameters;
  if (authorization === undefined) {
    if (id === undefined) throw new OAuthError('invalid_request', 'client_id is missing.');
    return { id, secret };
  }
  const basic = basicCredentials(authorization);
  // two ways at once, or two clients, are one too many (RFC 6749, section 2.3)
  if (secret !== undefined || (id !== undefined && id !== basic.id)) throw new OAuthError('invalid_request');
  return basic;
}

function basicCredentials(authorization: string): Credentials {
  const [, encoded = ''] = /^Basic ([\w+/=-]+)$/i.exec(authorization) ?? [];
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(/:(.*)/s);
  try {
    return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) };
  } catch {
    throw new OAuthError('invalid_request');
  }
}
