import { ManualClock } from '../../test/support/manual-clock.js';
import type { UserPools } from '../auth/keys/user-pools.js';
import type { Table } from '../dynamodb/table.js';
import { Readiness } from './readiness.js';

describe('Readiness', () => {
  let clock: ManualClock;
  let hasKeys: boolean;
  let probes: number;
  let readiness: Readiness;

  beforeEach(() => {
    clock = new ManualClock();
    hasKeys = true;
    probes = 0;
    const pools: Pick<UserPools, 'ready'> = {
      ready: () => {
        probes += 1;
        return Promise.resolve(hasKeys);
      },
    };
    const table: Pick<Table, 'get'> = { get: () => Promise.resolve(undefined) };
    readiness = new Readiness(pools as UserPools, table as Table, clock);
  });

  it('lets one check stand for two seconds', async () => {
    await readiness.check();
    clock.advance(1.9);
    await readiness.check();
    expect(probes).toBe(1);
    clock.advance(0.1);
    await readiness.check();
    expect(probes).toBe(2);
  });

  it('does not stay unready when the clock is set back', async () => {
    hasKeys = false;
    await expect(readiness.check()).rejects.toMatchObject({ code: 'keys_unavailable', retryAfter: 2 });
    hasKeys = true;
    clock.setBack(600);
    clock.advance(2);
    await expect(readiness.check()).resolves.toBeUndefined();
  });
});
