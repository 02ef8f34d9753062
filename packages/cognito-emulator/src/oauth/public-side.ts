import type { ClientConfiguration } from '../pool/pool-configuration.js';

/**
 * A client as sign-in steps see it that has proven its secret already, or that acts through the hosted pages, where it is the
 * exchange of the code that proves it: they then ask for no SECRET_HASH.
 */
export function publicSide(client: ClientConfiguration): ClientConfiguration {
  const side: ClientConfiguration & { secret?: string } = { ...client };
  delete side.secret;
  return side;
}
