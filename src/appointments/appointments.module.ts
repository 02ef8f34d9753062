import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { PractitionersModule } from '../practitioners/practitioners.module.js';
import { AppointmentListsRepository } from './appointment-lists.repository.js';
import { AppointmentListsService } from './appointment-lists.service.js';
import { AppointmentsController } from './appointments.controller.js';
import { AppointmentsRepository } from './appointments.repository.js';
import { AppointmentsService } from './appointments.service.js';

@Module({
  imports: [AuditModule, ClinicsModule, PractitionersModule],
  controllers: [AppointmentsController],
  providers: [AppointmentsService, AppointmentsRepository, AppointmentListsService, AppointmentListsRepository],
})
export class AppointmentsModule {}
