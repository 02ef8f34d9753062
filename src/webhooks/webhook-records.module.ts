import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import type { WebhookSettings } from '../config/settings.js';
import { OutboxRepository } from '../outbox/outbox.repository.js';
import { OutboxService, OutboxSubscriber } from '../outbox/outbox.service.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import { DeliveryWorker } from './delivery-worker.js';
import { AllowedNetworks } from './public-address.js';
import { WebhookDeliveriesService } from './webhook-deliveries.service.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhookSubscriber } from './webhook-subscriber.js';

/** The outbox and the webhooks behind it, without their HTTP routes, for every entry point. */
@Module({})
export class WebhookRecordsModule {
  static forRoot({ allowedNetworks }: WebhookSettings): DynamicModule {
    const sender = new WebhookSender(new AllowedNetworks(allowedNetworks));
    return {
      module: WebhookRecordsModule,
      imports: [AuditModule],
      providers: [
        { provide: WebhookSender, useValue: sender },
        { provide: OutboxSubscriber, useClass: WebhookSubscriber },
        ...[OutboxRepository, OutboxService, DeliveriesRepository, DeliveryWorker],
        ...[WebhookEndpointsService, WebhookDeliveriesService],
      ],
      exports: [WebhookEndpointsService, WebhookDeliveriesService, OutboxService, DeliveryWorker],
    };
  }
}
