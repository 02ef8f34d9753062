import type { Diagnosis } from '../diagnosis.js';
import type { PoolDescription } from './pool-description.js';
import { clientRules, poolRules, type Rule } from './pool-rules.js';

/**
 * Finds what is unsafe or surprising in the settings of a pool and of its app clients.
 *
 * @returns the findings of the pool, then those of each client, which name the client
 */
export function checkPool(description: PoolDescription): readonly Diagnosis[] {
  const ofClients = description.clients.flatMap((client) => {
    const name = client.ClientName ?? client.ClientId ?? 'unnamed';
    return broken(clientRules, client).map((finding) => ({ ...finding, what: `App client ${name}: ${finding.what}` }));
  });
  return [...broken(poolRules, description), ...ofClients];
}

function broken<Settings>(rules: readonly Rule<Settings>[], settings: Settings): Diagnosis[] {
  return rules.filter(({ applies }) => applies(settings)).map(({ code, what, why, fix }) => ({ code, what, why, fix }));
}
