import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ClinicRecordsModule } from './clinic-records.module.js';
import { ClinicWritesService } from './clinic-writes.service.js';
import { ClinicsController } from './clinics.controller.js';
import { IfMatchRuleInterceptor } from './if-match-rule.interceptor.js';

@Module({
  imports: [AuditModule, ClinicRecordsModule],
  controllers: [ClinicsController],
  providers: [ClinicWritesService, { provide: APP_INTERCEPTOR, useClass: IfMatchRuleInterceptor }],
  exports: [ClinicRecordsModule],
})
export class ClinicsModule {}
