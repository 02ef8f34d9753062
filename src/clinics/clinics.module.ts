import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ClinicRecordsModule } from './clinic-records.module.js';
import { ClinicWritesService } from './clinic-writes.service.js';
import { ClinicsController } from './clinics.controller.js';

@Module({
  imports: [AuditModule, ClinicRecordsModule],
  controllers: [ClinicsController],
  providers: [ClinicWritesService],
  exports: [ClinicRecordsModule],
})
export class ClinicsModule {}
