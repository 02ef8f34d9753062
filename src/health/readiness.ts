import { Injectable } from '@nestjs/common';
import { UserPools } from '../auth/keys/user-pools.js';
import { Clock } from '../clock/clock.js';
import { Table } from '../dynamodb/table.js';
import { AppError } from '../errors/app-error.js';

/** Seconds for which one check stands: anyone may ask, and asking must not become a load on the table. */
const freshFor = 2;

/** Nobody writes this item; a read of it costs half a unit and proves that the table answers. */
const probe = { PK: 'HEALTH', SK: 'META' } as const;

/** Whether this server can do its work: it has keys to verify tokens with, and its table answers. */
@Injectable()
export class Readiness {
  private latest: { readonly at: number; readonly outcome: Promise<void> } | undefined;

  constructor(
    private readonly pools: UserPools,
    private readonly table: Table,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `keys_unavailable` or `store_unavailable`. */
  check(): Promise<void> {
    const now = this.clock.seconds();
    if (this.latest === undefined || now - this.latest.at >= freshFor) {
      this.latest = { at: now, outcome: this.probe() };
    }
    return this.latest.outcome;
  }

  private async probe(): Promise<void> {
    if (!(await this.pools.ready())) throw new AppError('keys_unavailable', { retryAfter: freshFor });
    await this.table.get(probe);
  }
}
