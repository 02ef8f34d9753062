import { Injectable } from '@nestjs/common';
import { UserPools } from '../auth/keys/user-pools.js';
import { Clock } from '../clock/clock.js';
import { diagnose } from './diagnose.js';
import type { Diagnosis } from './diagnosis.js';

/** The doctor inside the server: compares with the pools that it trusts and with the keys that it has. */
@Injectable()
export class DoctorService {
  constructor(
    private readonly pools: UserPools,
    private readonly clock: Clock,
  ) {}

  diagnose(text: string): readonly Diagnosis[] {
    const pools = this.pools.all;
    return diagnose(text, {
      now: this.clock.seconds(),
      pool: {
        issuers: pools.flatMap(({ issuers }) => issuers),
        clientIds: pools.flatMap(({ clientIds }) => [...clientIds]),
        keyOf: pools.some(({ keys }) => keys.ready)
          ? (kid) => pools.map(({ keys }) => keys.peek(kid)).find((key) => key !== undefined)
          : undefined,
      },
    });
  }
}
