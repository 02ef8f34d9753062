import { type DynamicModule, Module } from '@nestjs/common';
import { AppointmentsModule } from './appointments/appointments.module.js';
import { AvailabilityModule } from './availability/availability.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BillingModule } from './billing/billing.module.js';
import { CalendarFeedsModule } from './calendar-feeds/calendar-feeds.module.js';
import { ClinicsModule } from './clinics/clinics.module.js';
import type { Clock } from './clock/clock.js';
import { ClockModule } from './clock/clock.module.js';
import { CognitoTriggersHttpModule } from './cognito-triggers/http/cognito-triggers-http.module.js';
import type { Settings } from './config/settings.js';
import { SettingsModule } from './config/settings.module.js';
import { DoctorModule } from './doctor/doctor.module.js';
import { DynamoDbModule } from './dynamodb/dynamodb.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { PatientsModule } from './patients/patients.module.js';
import { PractitionersModule } from './practitioners/practitioners.module.js';
import { MeModule } from './me/me.module.js';
import { AuthorityModule } from './profiles/authority.module.js';
import { VisitTypesModule } from './visit-types/visit-types.module.js';
import { UploadsModule } from './uploads/uploads.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { WaitlistModule } from './waitlist/waitlist.module.js';
import { UsersModule } from './users/users.module.js';

/** Every room of the HTTP server, joined. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(settings),
        ClockModule.forRoot(clock),
        DynamoDbModule.forRoot(settings.dynamodb),
        AuthModule,
        AuthorityModule,
        ClinicsModule,
        PractitionersModule,
        PatientsModule,
        VisitTypesModule,
        AppointmentsModule,
        AvailabilityModule,
        WaitlistModule,
        BillingModule,
        CalendarFeedsModule,
        WebhooksModule.forRoot(settings.webhooks),
        UsersModule,
        MeModule.forRoot(settings.awsCredentials),
        UploadsModule.forRoot(settings.uploads),
        CognitoTriggersHttpModule.forRoot(settings.cognitoTriggers),
        DoctorModule,
        HealthModule,
        MetricsModule,
      ],
    };
  }
}
