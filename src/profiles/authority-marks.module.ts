import { Module } from '@nestjs/common';
import { AuthorityMarks } from './authority-marks.repository.js';
import { ProfileAuthority } from './profile-authority.js';
import { ProfilesModule } from './profiles.module.js';

/** The marks on profiles, for the features that write them, and what this instance remembers of them. */
@Module({
  imports: [ProfilesModule],
  providers: [AuthorityMarks, ProfileAuthority],
  exports: [AuthorityMarks, ProfileAuthority, ProfilesModule],
})
export class AuthorityMarksModule {}
