import { Injectable } from '@nestjs/common';
import { Table } from '../dynamodb/table.js';
import type { WriteAction, WriteOutcome } from '../dynamodb/write.js';
import { changePrefix, outboxPartition, type OutboxRecord, outboxRecord } from './outbox-record.js';

/** Sorts behind every sort key of an index. */
const last = '~';

/** The changes that are not handed over yet. */
@Injectable()
export class OutboxRepository {
  constructor(private readonly table: Table) {}

  /** The oldest changes of a shard that are still to be handed over (eventually consistent). */
  async pendingOf(shard: number, limit: number): Promise<OutboxRecord[]> {
    const range = { index: 'GSI1', partition: outboxPartition(shard), from: '0', to: last, limit } as const;
    const { items } = await this.table.range(range);
    return items.map(outboxRecord);
  }

  /** The changes of the same appointment up to this one that are still to be handed over, the oldest first. */
  async pendingUpTo({ key }: OutboxRecord, limit: number): Promise<OutboxRecord[]> {
    const range = { partition: key.PK, from: changePrefix, to: key.SK, limit, consistent: true } as const;
    const { items } = await this.table.range(range);
    return items.map(outboxRecord).filter(({ pending }) => pending);
  }

  /** Writes what follows from a change, and takes the change out of the outbox, in one transaction. */
  handOver({ key }: OutboxRecord, actions: readonly WriteAction[]): Promise<WriteOutcome> {
    return this.table.transact([
      { update: key, set: { GSI1PK: null, GSI1SK: null }, when: { expression: 'attribute_exists(GSI1PK)' } },
      ...actions,
    ]);
  }
}
