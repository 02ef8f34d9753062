import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClockModule } from '../clock/clock.module.js';
import { parseTriggerEnvironment } from '../config/trigger-environment.js';
import type { Environment } from '../config/variables.js';
import type { DynamoDbSettings } from '../config/settings.js';
import { CognitoTriggersModule } from '../cognito-triggers/cognito-triggers.module.js';
import { DynamoDbModule } from '../dynamodb/dynamodb.module.js';
import { createPino, PinoLogger } from '../observability/logger.js';
import { logOutput } from './log-output.js';

@Module({})
class TriggerLambdaModule {
  static forRoot(settings: DynamoDbSettings): DynamicModule {
    return {
      module: TriggerLambdaModule,
      imports: [ClockModule.forRoot(), DynamoDbModule.forRoot(settings), CognitoTriggersModule],
    };
  }
}

/**
 * The triggers with the table behind them and no HTTP around them.
 *
 * @throws EnvironmentError when a variable is missing or wrong.
 */
export async function createTriggerContext(environment: Environment): Promise<INestApplicationContext> {
  const settings = parseTriggerEnvironment(environment);
  const context = await NestFactory.createApplicationContext(TriggerLambdaModule.forRoot(settings), {
    // what Nest says of its own start is of no use in a function's log
    logger: false,
    abortOnError: false,
  });
  context.useLogger(new PinoLogger(createPino('info', logOutput)));
  return context;
}
