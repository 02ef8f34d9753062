import { Global, Module } from '@nestjs/common';
import { AuthorityStore } from '../auth/authority.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { MeController } from './me.controller.js';
import { ProfileAuthority } from './profile-authority.js';
import { ProfilesRepository } from './profiles.repository.js';
import { ProfilesService } from './profiles.service.js';

/** Global, because the guards of every room ask for the caller's authority. */
@Global()
@Module({
  imports: [ClinicsModule],
  controllers: [MeController],
  providers: [
    ProfilesService,
    ProfilesRepository,
    ProfileAuthority,
    { provide: AuthorityStore, useExisting: ProfileAuthority },
  ],
  exports: [AuthorityStore, ProfilesService],
})
export class UsersModule {}
