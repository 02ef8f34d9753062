import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PractitionersModule } from '../practitioners/practitioners.module.js';
import { VisitTypesController } from './visit-types.controller.js';
import { VisitTypesService } from './visit-types.service.js';

@Module({
  imports: [AuditModule, PractitionersModule],
  controllers: [VisitTypesController],
  providers: [VisitTypesService],
  exports: [VisitTypesService],
})
export class VisitTypesModule {}
