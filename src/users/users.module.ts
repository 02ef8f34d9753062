import { Global, Module } from '@nestjs/common';
import { AuthorityStore } from '../auth/principal/authority.js';
import { AuthorityMarks } from './authority-marks.repository.js';
import { MeController } from './me.controller.js';
import { ProfileAuthority } from './profile-authority.js';
import { ProfilesModule } from './profiles.module.js';

/** Global, because the guards of every room ask for the caller's authority. */
@Global()
@Module({
  imports: [ProfilesModule],
  controllers: [MeController],
  providers: [AuthorityMarks, ProfileAuthority, { provide: AuthorityStore, useExisting: ProfileAuthority }],
  exports: [AuthorityStore, ProfileAuthority, AuthorityMarks, ProfilesModule],
})
export class UsersModule {}
