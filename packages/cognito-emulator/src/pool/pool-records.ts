import type { Clock } from '../clock.js';
import type { Collection, Store } from '../state/store.js';
import { randomId } from './clients.js';
import type { PoolConfiguration } from './pool-configuration.js';

export type PoolTemplate = Omit<PoolConfiguration, 'createdAt' | 'id'>;

/** The configurations of all pools. */
export function poolRecords(store: Store): Collection<PoolConfiguration> {
  return store.collection('user-pools');
}

/** A collection of one pool's own. */
export function poolCollection<T>(store: Store, poolId: string, kind: string): Collection<T> {
  return store.collection(`${poolId}/${kind}`);
}

/** Records a pool under a new id. */
export function addPoolRecord(store: Store, clock: Clock, template: PoolTemplate): PoolConfiguration {
  const configuration = {
    ...template,
    id: `${template.region}_${randomId(9)}`,
    createdAt: clock.now().toISOString(),
  };
  poolRecords(store).put(configuration.id, configuration);
  return configuration;
}
