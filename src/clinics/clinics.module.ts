import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { APP_GUARD } from '@nestjs/core';
import { ClinicRecordsModule } from './clinic-records.module.js';
import { ClinicWritesService } from './clinic-writes.service.js';
import { ClinicsController } from './clinics.controller.js';
import { IfMatchRuleGuard } from './if-match-rule.guard.js';

@Module({
  imports: [AuditModule, ClinicRecordsModule],
  controllers: [ClinicsController],
  providers: [ClinicWritesService, { provide: APP_GUARD, useClass: IfMatchRuleGuard }],
  exports: [ClinicRecordsModule],
})
export class ClinicsModule {}
