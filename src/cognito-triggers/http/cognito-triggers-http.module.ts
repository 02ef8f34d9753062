import { type DynamicModule, Module } from '@nestjs/common';
import type { CognitoTriggerSettings } from '../../config/settings.js';
import { CognitoTriggersModule } from '../cognito-triggers.module.js';
import { CognitoTriggersController } from './cognito-triggers.controller.js';
import { SignedTriggersService } from './signed-triggers.service.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';

/** The signed HTTP route of the triggers. */
@Module({})
export class CognitoTriggersHttpModule {
  /** Without a secret the route does not exist. */
  static forRoot({ secrets }: CognitoTriggerSettings): DynamicModule {
    if (secrets.length === 0) return { module: CognitoTriggersHttpModule };
    return {
      module: CognitoTriggersHttpModule,
      imports: [CognitoTriggersModule],
      controllers: [CognitoTriggersController],
      providers: [SignedTriggersService, WebhookDeliveriesRepository],
    };
  }
}
