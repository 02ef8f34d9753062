import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { PractitionersModule } from '../practitioners/practitioners.module.js';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { CalendarFilesController } from './calendar-files.controller.js';
import { FeedEventsRepository } from './feed-events.repository.js';

@Module({
  imports: [AuditModule, ClinicsModule, PatientsModule, PractitionersModule],
  controllers: [CalendarFeedsController, CalendarFilesController],
  providers: [CalendarFeedsService, FeedEventsRepository],
})
export class CalendarFeedsModule {}
