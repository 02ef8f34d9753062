import { Module } from '@nestjs/common';
import { ClinicsRepository } from './clinics.repository.js';
import { ClinicsService } from './clinics.service.js';

/** Clinics without their HTTP routes, for every door. */
@Module({ providers: [ClinicsService, ClinicsRepository], exports: [ClinicsService] })
export class ClinicRecordsModule {}
