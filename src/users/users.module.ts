import { Global, Module } from '@nestjs/common';
import { AuthorityStore } from '../auth/authority.js';
import { MeController } from './me.controller.js';
import { ProfileAuthority } from './profile-authority.js';
import { ProfilesModule } from './profiles.module.js';

/** Global, because the guards of every room ask for the caller's authority. */
@Global()
@Module({
  imports: [ProfilesModule],
  controllers: [MeController],
  providers: [ProfileAuthority, { provide: AuthorityStore, useExisting: ProfileAuthority }],
  exports: [AuthorityStore, ProfilesModule],
})
export class UsersModule {}
