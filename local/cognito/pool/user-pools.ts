import { resourceNotFound } from '../cognito-error.js';
import type { ClientConfiguration, PoolConfiguration } from './pool-configuration.js';
import { randomId } from './clients.js';
import type { Surroundings, UserPool } from './user-pool.js';
import { openUserPool, poolRecords } from './user-pool.js';

export type PoolTemplate = Omit<PoolConfiguration, 'createdAt' | 'id' | 'region'> & { readonly region?: string };

/** All user pools of one emulator, found by what a request names: a pool, a client, or an access token. */
export class UserPools {
  private readonly pools = new Map<string, UserPool>();

  private constructor(private readonly surroundings: Surroundings) {}

  /** Opens every pool that the store knows. */
  static async load(surroundings: Surroundings): Promise<UserPools> {
    const pools = new UserPools(surroundings);
    for (const configuration of [...pools.records().values()]) await pools.open(configuration);
    return pools;
  }

  all(): UserPool[] {
    return [...this.pools.values()];
  }

  find(id: string): UserPool | undefined {
    return this.pools.get(id);
  }

  /** Throws ResourceNotFoundException for a pool that does not exist. */
  withId(id: string): UserPool {
    const pool = this.find(id);
    if (pool === undefined) throw resourceNotFound(`User pool ${id} does not exist.`);
    return pool;
  }

  /** The client of an id and its pool; throws ResourceNotFoundException. */
  withClient(clientId: string): { pool: UserPool; client: ClientConfiguration } {
    for (const pool of this.pools.values()) {
      const client = pool.clients.find(clientId);
      if (client !== undefined) return { pool, client };
    }
    throw resourceNotFound(`User pool client ${clientId} does not exist.`);
  }

  /** The pool that a domain belongs to. */
  ofDomain(domain: string): UserPool | undefined {
    return this.all().find(({ pool }) => pool.domain === domain);
  }

  /** Creates a pool under a new id, in the emulator's region unless told another. */
  async add(template: PoolTemplate): Promise<UserPool> {
    const { region = this.surroundings.region } = template;
    const id = `${region}_${randomId(9)}`;
    const configuration = { id, ...template, region, createdAt: this.surroundings.clock.now().toISOString() };
    this.records().put(id, configuration);
    return this.open(configuration);
  }

  /** Removes a pool and everything in it. */
  remove({ pool }: UserPool): void {
    this.records().delete(pool.id);
    this.pools.delete(pool.id);
    this.surroundings.store.clear(`${pool.id}/`);
  }

  private async open(configuration: PoolConfiguration): Promise<UserPool> {
    const pool = await openUserPool(configuration, this.surroundings);
    this.pools.set(configuration.id, pool);
    return pool;
  }

  private records() {
    return this.surroundings.store.collection<PoolConfiguration>(poolRecords);
  }
}
