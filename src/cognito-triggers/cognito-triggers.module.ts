import { Module } from '@nestjs/common';
import { ClinicRecordsModule } from '../clinics/clinic-records.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { CognitoTriggersService } from './cognito-triggers.service.js';
import { NewcomersService } from './newcomers.service.js';
import { CustomMessageTrigger } from './triggers/custom-message.trigger.js';
import { PostConfirmationTrigger } from './triggers/post-confirmation.trigger.js';
import { PreAuthenticationTrigger } from './triggers/pre-authentication.trigger.js';
import { PreSignUpTrigger } from './triggers/pre-sign-up.trigger.js';
import { PreTokenGenerationTrigger } from './triggers/pre-token-generation.trigger.js';

/** The triggers without an entry point. Needs the table and the clock; knows nothing of HTTP. */
@Module({
  imports: [ClinicRecordsModule, ProfilesModule],
  providers: [
    CognitoTriggersService,
    NewcomersService,
    PreSignUpTrigger,
    PostConfirmationTrigger,
    PreTokenGenerationTrigger,
    PreAuthenticationTrigger,
    CustomMessageTrigger,
  ],
  exports: [CognitoTriggersService, NewcomersService, ProfilesModule],
})
export class CognitoTriggersModule {}
