import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { PractitionersModule } from '../practitioners/practitioners.module.js';
import { VisitTypesModule } from '../visit-types/visit-types.module.js';
import { AppointmentListsRepository } from './appointment-lists.repository.js';
import { AppointmentListsService } from './appointment-lists.service.js';
import { AppointmentsController } from './appointments.controller.js';
import { AppointmentsRepository } from './appointments.repository.js';
import { AppointmentsService } from './appointments.service.js';
import { BookingSettingsService } from './booking-settings.service.js';
import { BookingsService } from './bookings.service.js';
import { SeriesService } from './series.service.js';

@Module({
  imports: [AuditModule, ClinicsModule, PatientsModule, PractitionersModule, VisitTypesModule],
  controllers: [AppointmentsController],
  providers: [
    AppointmentsService,
    AppointmentsRepository,
    AppointmentListsService,
    AppointmentListsRepository,
    BookingsService,
    BookingSettingsService,
    SeriesService,
  ],
  exports: [AppointmentsService, AppointmentsRepository, BookingsService, AppointmentListsService],
})
export class AppointmentsModule {}
