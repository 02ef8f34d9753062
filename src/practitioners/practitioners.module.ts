import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { PractitionersController } from './practitioners.controller.js';
import { PractitionersRepository } from './practitioners.repository.js';
import { PractitionersService } from './practitioners.service.js';

@Module({
  imports: [AuditModule, ClinicsModule],
  controllers: [PractitionersController],
  providers: [PractitionersService, PractitionersRepository],
  exports: [PractitionersService],
})
export class PractitionersModule {}
