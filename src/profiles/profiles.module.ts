import { Module } from '@nestjs/common';
import { ClinicRecordsModule } from '../clinics/clinic-records.module.js';
import { ProfilesRepository } from './profiles.repository.js';
import { ProfilesService } from './profiles.service.js';

/** Profiles without the guards that ask them, for every entry point. */
@Module({
  imports: [ClinicRecordsModule],
  providers: [ProfilesService, ProfilesRepository],
  exports: [ProfilesService],
})
export class ProfilesModule {}
