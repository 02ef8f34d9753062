import { Global, Module } from '@nestjs/common';
import { AuthorityStore } from '../auth/principal/authority.js';
import { AuthorityMarksModule } from './authority-marks.module.js';
import { ProfileAuthority } from './profile-authority.js';

/** Answers the guards of every module. Global for that alone: it exports the port and nothing else. */
@Global()
@Module({
  imports: [AuthorityMarksModule],
  providers: [{ provide: AuthorityStore, useExisting: ProfileAuthority }],
  exports: [AuthorityStore],
})
export class AuthorityModule {}
