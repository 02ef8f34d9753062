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
  private isShuttingDown = false;
  private latest: { readonly at: number; readonly outcome: Promise<void> } | undefined;

  constructor(
    private readonly pools: UserPools,
    private readonly table: Table,
    private readonly clock: Clock,
  ) {}

  /** From now on the server is not ready, so that load balancers send it no more requests. */
  beginShutdown(): void {
    this.isShuttingDown = true;
  }

  /** @throws AppError `shutting_down`, `keys_unavailable` or `store_unavailable`. */
  async check(): Promise<void> {
    if (this.isShuttingDown) throw new AppError('shutting_down');
    const now = this.clock.monotonicMs();
    if (this.latest === undefined || now - this.latest.at >= freshFor * 1000) {
      this.latest = { at: now, outcome: this.probe() };
    }
    await this.latest.outcome;
  }

  private async probe(): Promise<void> {
    if (!(await this.pools.ready())) throw new AppError('keys_unavailable', { retryAfter: freshFor });
    await this.table.get(probe);
  }
}
