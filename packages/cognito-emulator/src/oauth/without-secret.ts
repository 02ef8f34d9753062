import type { ClientConfiguration } from '../pool/pool-configuration.js';

/**
 * A client as a public one, so that sign-in steps ask for no SECRET_HASH: it has proven its secret already, or it acts through
 * the hosted pages, where the exchange of the code proves it.
 */
export function withoutSecret({ ...client }: ClientConfiguration & { secret?: string }): ClientConfiguration {
  delete client.secret;
  return client;
}
