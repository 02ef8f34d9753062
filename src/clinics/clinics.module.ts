import { Module } from '@nestjs/common';
import { ClinicRecordsModule } from './clinic-records.module.js';
import { ClinicsController } from './clinics.controller.js';

@Module({ imports: [ClinicRecordsModule], controllers: [ClinicsController], exports: [ClinicRecordsModule] })
export class ClinicsModule {}
