import { Injectable } from '@nestjs/common';
import type { WriteAction } from '../dynamodb/write.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { type OutboxRecord, outboxShards } from './outbox-record.js';
import { OutboxRepository } from './outbox.repository.js';

/** Says what is to be written because an appointment changed, such as deliveries to be made. */
export abstract class OutboxSubscriber {
  abstract actionsFor(record: OutboxRecord): Promise<readonly WriteAction[]>;
}

/** Changes of one appointment that can wait at once; one more than an appointment ever sees between two runs. */
const mostOfAppointment = 1_000;
/** Changes of a shard that one run takes. */
const mostOfShard = 200;

/**
 * Hands each change over to who wants to know of it: exactly once into the table, since what follows is written in the
 * transaction that takes the change out of the outbox; and in the order of the appointment's versions.
 */
@Injectable()
export class OutboxService {
  constructor(
    private readonly outbox: OutboxRepository,
    private readonly subscriber: OutboxSubscriber,
    private readonly retries: WriteRetries,
  ) {}

  /** Hands over a change, and before it those of the same appointment that still wait. */
  async handOver(record: OutboxRecord): Promise<void> {
    for (const pending of await this.outbox.pendingUpTo(record, mostOfAppointment)) await this.one(pending);
  }

  /** Hands over what waits, in all shards. @returns how many changes were seen */
  async sweep(): Promise<number> {
    let seen = 0;
    for (let shard = 0; shard < outboxShards; shard += 1) {
      for (const record of await this.outbox.pendingOf(shard, mostOfShard)) {
        seen += 1;
        await this.handOver(record);
      }
    }
    return seen;
  }

  private async one(record: OutboxRecord): Promise<void> {
    const actions = await this.subscriber.actionsFor(record);
    await this.retries.untilDecided(async () => {
      const outcome = await this.outbox.handOver(record, actions);
      // refused: another worker has handed it over
      return outcome.kind === 'conflict' ? undefined : true;
    });
  }
}
