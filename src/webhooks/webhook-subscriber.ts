import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import type { WriteAction } from '../dynamodb/write.js';
import { outboxShards, type OutboxRecord } from '../outbox/outbox-record.js';
import { OutboxSubscriber } from '../outbox/outbox.service.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';

/** Turns each change of an appointment into a delivery to each endpoint of its clinic. */
@Injectable()
export class WebhookSubscriber extends OutboxSubscriber {
  constructor(
    private readonly endpoints: WebhookEndpointsService,
    private readonly deliveries: DeliveriesRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async actionsFor(record: OutboxRecord): Promise<readonly WriteAction[]> {
    const endpoints = await this.endpoints.recentActive(record.clinicId);
    const { clinicId, appointmentId, version, action, at, changes } = record;
    return endpoints.map(({ id }) =>
      this.deliveries.insertion({
        ...{ clinicId, endpointId: id, appointmentId, version, action, at, changes },
        shard: shardOf(appointmentId),
        dueAt: this.clock.now().toISOString(),
        ...{ attempts: 0, claims: 0, failed: false },
      }),
    );
  }
}

/** Spreads appointments over the shards; which one does not matter, as long as it is always the same. */
function shardOf(appointmentId: string): number {
  let sum = 0;
  for (const character of appointmentId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % outboxShards;
}
