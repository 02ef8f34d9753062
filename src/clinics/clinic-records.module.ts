import { Module } from '@nestjs/common';
import { ClinicsRepository } from './clinics.repository.js';
import { ClinicsService } from './clinics.service.js';

/** Clinics as every entry point reads them, without HTTP routes. */
@Module({ providers: [ClinicsService, ClinicsRepository], exports: [ClinicsService, ClinicsRepository] })
export class ClinicRecordsModule {}
