import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from './clock.js';
import { Clients } from './pool/clients.js';
import { Groups } from './pool/groups.js';
import type { ClientConfiguration, PoolConfiguration } from './pool/pool-configuration.js';
import { addPoolRecord, poolCollection, poolRecords } from './pool/pool-records.js';
import type { Store } from './state/store.js';
import type { ClientTemplate, GroupTemplate, PoolTemplate } from './templates.js';
import { defaultClient, defaultPool } from './templates.js';

/** What the first pool is like when it is created; a pool of that name that exists stays as it is. */
export interface InstallationOptions {
  readonly region: string;
  readonly pool: Partial<PoolTemplate>;
  readonly clients: Readonly<Record<string, Partial<ClientTemplate>>>;
  readonly groups: readonly GroupTemplate[];
}

/** The ids and secrets by which an emulator is known, the same at every start. */
export interface Installation {
  readonly poolId: string;
  readonly region: string;
  readonly clients: ReadonlyMap<string, ClientConfiguration>;
  readonly identityPoolId: string;
  /** The key that the credentials of identity pools are signed with. */
  readonly sealKey: string;
}

/**
 * Reads the installation that a store holds and adds what is missing. It uses the records alone, so that a start knows its ids
 * before the code that serves requests is loaded.
 */
export function ensureInstallation(store: Store, clock: Clock, options: InstallationOptions): Installation {
  const { id: poolId, region } = ensurePool(store, clock, options);
  const groups = new Groups(poolCollection(store, poolId, 'groups'), clock);
  for (const group of options.groups) if (!groups.has(group.name)) groups.add(group);
  return {
    ...{ poolId, region, clients: ensureClients(store, clock, poolId, options) },
    identityPoolId: identityPoolSetting(store, 'id', () => `${region}:${randomUUID()}`),
    sealKey: identityPoolSetting(store, 'seal', () => randomBytes(32).toString('base64')),
  };
}

/** The pool of that name, created when it does not exist. */
function ensurePool(store: Store, clock: Clock, { region, pool }: InstallationOptions): PoolConfiguration {
  const template = { ...defaultPool, ...pool, region };
  const existing = [...poolRecords(store).values()].find(({ name }) => name === template.name);
  return existing ?? addPoolRecord(store, clock, template);
}

function ensureClients(
  store: Store,
  clock: Clock,
  poolId: string,
  { clients: templates }: InstallationOptions,
): Installation['clients'] {
  const clients = new Clients(poolCollection(store, poolId, 'clients'), clock);
  const existing = new Map(clients.all().map((client) => [client.name, client]));
  const ensure = (name: string, changes: Partial<ClientTemplate>): ClientConfiguration => {
    const { generateSecret, ...template } = { ...defaultClient, ...changes };
    return existing.get(name) ?? clients.add({ ...template, name }, { generateSecret });
  };
  return new Map(Object.entries(templates).map(([name, changes]) => [name, ensure(name, changes)]));
}

function identityPoolSetting(store: Store, name: string, make: () => string): string {
  const settings = store.collection<string>('identity-pool/settings');
  const value = settings.get(name) ?? make();
  if (settings.get(name) === undefined) settings.put(name, value);
  return value;
}
