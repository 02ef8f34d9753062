import './decorator-metadata.js';
import { ConsoleLogger, type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClockModule } from '../clock/clock.module.js';
import { parseOutboxEnvironment } from '../config/outbox-environment.js';
import type { DynamoDbSettings, WebhookSettings } from '../config/settings.js';
import { DynamoDbModule } from '../dynamodb/dynamodb.module.js';
import { DeliveryWorker } from '../webhooks/delivery-worker.js';
import { WebhookRecordsModule } from '../webhooks/webhook-records.module.js';

@Module({})
class OutboxLambdaModule {
  static forRoot(dynamodb: DynamoDbSettings, webhooks: WebhookSettings): DynamicModule {
    return {
      module: OutboxLambdaModule,
      imports: [ClockModule.forRoot(), DynamoDbModule.forRoot(dynamodb), WebhookRecordsModule.forRoot(webhooks)],
    };
  }
}

async function createContext(): Promise<INestApplicationContext> {
  const { dynamodb, webhooks } = parseOutboxEnvironment(process.env);
  const module = OutboxLambdaModule.forRoot(dynamodb, webhooks);
  const context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  context.useLogger(new ConsoleLogger({ json: true, logLevels: ['log', 'warn', 'error', 'fatal'] }));
  return context;
}

let starting: Promise<INestApplicationContext> | undefined;

/** The context, once per container. A start that failed is forgotten, so that the next event tries again. */
function started(): Promise<INestApplicationContext> {
  starting ??= createContext().catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

/**
 * Delivers what changed. Called by the table's stream (DynamoDB Streams) when appointments change, and by a schedule
 * (EventBridge, once a minute) for what is due again. The event only says that there may be something to do: the outbox in the
 * table says what, so that a lost or repeated event changes nothing.
 */
export const handler = async (): Promise<{ changes: number; attempts: number }> => {
  const context = await started();
  return context.get(DeliveryWorker).run();
};
