import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { Claims } from '../tokens/jwt.js';

/** AWS's default mappings of "attributes for access control". */
export const defaultTags: Readonly<Record<string, string>> = { client: 'aud', username: 'sub' };

// made by the pool, and no attributes of a user's
const issuedClaims = ['aud', 'sub'];

/**
 * The principal tags that a login's claims give. A claim that any app client can write for its users is theirs to choose, so
 * that it never becomes a tag (COGNITO I2, A1).
 */
export function principalTags(
  mapping: Readonly<Record<string, string>>,
  clients: readonly ClientConfiguration[],
  claims: Claims,
): Record<string, string> {
  const trusted = Object.entries(mapping).filter(
    ([, claim]) => issuedClaims.includes(claim) || !clients.some((client) => mayWrite(client, claim)),
  );
  return Object.fromEntries(
    trusted.flatMap(([tag, claim]) => (typeof claims[claim] === 'string' ? [[tag, claims[claim]]] : [])),
  );
}

/** A client without a list writes every attribute that can change (COGNITO A1). */
function mayWrite({ writeAttributes }: ClientConfiguration, claim: string): boolean {
  return writeAttributes === undefined || writeAttributes.includes(claim);
}
