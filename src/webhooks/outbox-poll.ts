import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { WebhookSettings } from '../config/settings.js';
import { DeliveryWorker } from './delivery-worker.js';

/** The settings of the poll, by which Nest injects them. */
export const webhookSettings = Symbol('webhook settings');

/** Runs the delivery from time to time within a server, where no function is called by the table's stream. */
@Injectable()
export class OutboxPoll implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Delivery');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly worker: DeliveryWorker,
    @Inject(webhookSettings) private readonly settings: WebhookSettings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.pollMs > 0) this.plan();
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.running;
  }

  private plan(): void {
    this.timer = setTimeout(() => {
      this.running = this.run();
    }, this.settings.pollMs);
    this.timer.unref();
  }

  private async run(): Promise<void> {
    try {
      await this.worker.run();
    } catch (error) {
      // the next run finds everything as it was
      this.logger.error({ error });
    }
    if (this.timer !== undefined) this.plan();
  }
}
