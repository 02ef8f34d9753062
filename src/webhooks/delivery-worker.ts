import { Injectable, Logger } from '@nestjs/common';
import { OutboxService } from '../outbox/outbox.service.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';

/** One run of the delivery: hand over what changed, then send what is due. Several workers may run at the same time. */
@Injectable()
export class DeliveryWorker {
  private readonly logger = new Logger('Delivery');

  constructor(
    private readonly outbox: OutboxService,
    private readonly deliveries: WebhookDeliveriesService,
  ) {}

  /** @returns how many changes were seen and how many attempts were made */
  async run(): Promise<{ changes: number; attempts: number }> {
    const changes = await this.outbox.sweep();
    const attempts = await this.deliveries.sendDue();
    if (changes + attempts > 0) this.logger.log({ changes, attempts });
    return { changes, attempts };
  }
}
