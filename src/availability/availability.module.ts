import { Module } from '@nestjs/common';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { PractitionersModule } from '../practitioners/practitioners.module.js';
import { VisitTypesModule } from '../visit-types/visit-types.module.js';
import { AvailabilityController } from './availability.controller.js';
import { AvailabilityService } from './availability.service.js';
import { TakenTimeRepository } from './taken-time.repository.js';

@Module({
  imports: [ClinicsModule, PractitionersModule, VisitTypesModule],
  controllers: [AvailabilityController],
  providers: [AvailabilityService, TakenTimeRepository],
  exports: [AvailabilityService],
})
export class AvailabilityModule {}
