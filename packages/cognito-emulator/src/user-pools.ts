import { resourceNotFound } from './cognito-error.js';
import type { ClientConfiguration, PoolConfiguration } from './pool/pool-configuration.js';
import { domainsOf } from './pool/pool-domains.js';
import { addPoolRecord, poolRecords } from './pool/pool-records.js';
import type { Surroundings, UserPool } from './user-pool.js';
import { openUserPool } from './user-pool.js';

/** All user pools of one emulator, found by what a request names: a pool, a client, or an access token. */
export class UserPools {
  private readonly pools = new Map<string, UserPool>();

  /** Opens every pool that the store knows. */
  constructor(private readonly surroundings: Surroundings) {
    for (const configuration of poolRecords(surroundings.store).values()) this.open(configuration);
  }

  /** Resolves once every pool has its keys: until then no request can be answered. */
  async ready(): Promise<void> {
    await Promise.all(this.all().map(({ signingKeys }) => signingKeys.ready));
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
    const pool = this.ofClient(clientId);
    const client = pool?.clients.find(clientId);
    if (pool === undefined || client === undefined) {
      throw resourceNotFound(`User pool client ${clientId} does not exist.`);
    }
    return { pool, client };
  }

  /** The pool that a client belongs to. */
  ofClient(clientId: string): UserPool | undefined {
    return this.all().find(({ clients }) => clients.find(clientId) !== undefined);
  }

  /** The pool that tokens of an issuer say they are from. */
  ofIssuer(issuer: unknown): UserPool | undefined {
    return this.all().find((pool) => pool.issuer === issuer);
  }

  /** The pool that a domain belongs to. */
  ofDomain(domain: string): UserPool | undefined {
    return this.all().find(({ pool }) => domainsOf(pool).some(({ name }) => name === domain));
  }

  /** Creates a pool under a new id, in the emulator's region; its keys come later. */
  add(template: Omit<PoolConfiguration, 'createdAt' | 'id' | 'region'>): UserPool {
    const { store, clock, region } = this.surroundings;
    return this.open(addPoolRecord(store, clock, { ...template, region }));
  }

  /** Removes a pool and everything in it. */
  remove({ pool }: UserPool): void {
    poolRecords(this.surroundings.store).delete(pool.id);
    this.pools.delete(pool.id);
    this.surroundings.store.clear(`${pool.id}/`);
  }

  private open(configuration: PoolConfiguration): UserPool {
    const pool = openUserPool(configuration, this.surroundings);
    this.pools.set(configuration.id, pool);
    return pool;
  }
}
