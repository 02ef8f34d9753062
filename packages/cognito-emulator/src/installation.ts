import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from './clock.js';
import { Clients } from './pool/clients.js';
import { Groups } from './pool/groups.js';
import type { ClientConfiguration, PoolConfiguration } from './pool/pool-configuration.js';
import { addPoolRecord, poolCollection, poolRecords } from './pool/pool-records.js';
import type { ClientName, ClientTemplate } from './portal-pool.js';
import { clientNames, portalClients, portalGroups, portalPool } from './portal-pool.js';
import type { Store } from './state/store.js';

/** What differs from the portal's pool and clients when they are first created. */
export interface InstallationOptions {
  readonly region: string;
  readonly pool?: Partial<typeof portalPool> | undefined;
  readonly clients?: Partial<Record<ClientName, Partial<ClientTemplate>>> | undefined;
}

/** The ids and secrets by which an emulator is known, the same at every start. */
export interface Installation {
  readonly poolId: string;
  readonly region: string;
  readonly clients: Readonly<Record<ClientName, ClientConfiguration>>;
  readonly identityPoolId: string;
  /** What seals the credentials of the identity pool. */
  readonly sealKey: string;
}

/**
 * Reads the installation that a store holds, adding what is missing. It goes by the records alone, so that a start has its
 * answer before any of the code is loaded that serves requests.
 */
export function ensureInstallation(store: Store, clock: Clock, options: InstallationOptions): Installation {
  const { id: poolId, region } = ensurePool(store, clock, options);
  const clients = new Clients(poolCollection(store, poolId, 'clients'), clock);
  const groups = new Groups(poolCollection(store, poolId, 'groups'), clock);
  for (const [precedence, name] of portalGroups.entries()) {
    if (!groups.has(name)) groups.add({ name, precedence });
  }
  return {
    ...{ poolId, region, clients: ensureClients(clients, options.clients ?? {}) },
    identityPoolId: identityPoolSetting(store, 'id', () => `${region}:${randomUUID()}`),
    sealKey: identityPoolSetting(store, 'seal', () => randomBytes(32).toString('base64')),
  };
}

/** The pool of that name, created when it is not there. */
function ensurePool(store: Store, clock: Clock, { region, pool }: InstallationOptions): PoolConfiguration {
  const template = { ...portalPool, ...pool, region };
  const existing = [...poolRecords(store).values()].find(({ name }) => name === template.name);
  return existing ?? addPoolRecord(store, clock, template);
}

function ensureClients(
  clients: Clients,
  changes: NonNullable<InstallationOptions['clients']>,
): Installation['clients'] {
  const ensure = (name: ClientName): ClientConfiguration => {
    const { generateSecret, ...template } = { ...portalClients[name], ...changes[name] };
    const existing = clients.all().find((client) => client.name === name);
    return existing ?? clients.add({ ...template, name }, { generateSecret });
  };
  const [web, mobile, server] = clientNames.map(ensure);
  if (web === undefined || mobile === undefined || server === undefined) throw new Error('a client is missing');
  return { web, mobile, server };
}

function identityPoolSetting(store: Store, name: string, make: () => string): string {
  const settings = store.collection<string>('identity-pool/settings');
  const value = settings.get(name) ?? make();
  if (settings.get(name) === undefined) settings.put(name, value);
  return value;
}
