import { type DynamicModule, Module } from '@nestjs/common';
import type { WebhookSettings } from '../config/settings.js';
import { OutboxPoll, webhookSettings } from './outbox-poll.js';
import { WebhookEndpointsController } from './webhook-endpoints.controller.js';
import { WebhookRecordsModule } from './webhook-records.module.js';

/** The routes of the webhooks, and the poll that delivers where no function does. */
@Module({})
export class WebhooksModule {
  static forRoot(settings: WebhookSettings): DynamicModule {
    return {
      module: WebhooksModule,
      imports: [WebhookRecordsModule.forRoot(settings)],
      controllers: [WebhookEndpointsController],
      providers: [OutboxPoll, { provide: webhookSettings, useValue: settings }],
    };
  }
}
