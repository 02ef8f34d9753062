import { type DynamicModule, Module } from '@nestjs/common';
import type { AwsCredentialSettings } from '../config/settings.js';
import { UsersModule } from '../users/users.module.js';
import { AwsCredentialsController } from './aws-credentials.controller.js';
import { AwsCredentialsService, awsCredentialSettings } from './aws-credentials.service.js';
import { MeController } from './me.controller.js';
import { SignOutController } from './sign-out.controller.js';

/** What users read and do about themselves. */
@Module({})
export class MeModule {
  /** Without an identity pool there is no route for AWS credentials. */
  static forRoot(settings: AwsCredentialSettings | undefined): DynamicModule {
    const own = { module: MeModule, imports: [UsersModule], controllers: [MeController, SignOutController] };
    if (settings === undefined) return own;
    return {
      ...own,
      controllers: [...own.controllers, AwsCredentialsController],
      providers: [AwsCredentialsService, { provide: awsCredentialSettings, useValue: settings }],
    };
  }
}
