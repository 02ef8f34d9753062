import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { AuthorityMarksModule } from '../profiles/authority-marks.module.js';
import { CognitoUserDirectory } from './cognito-user-directory.js';
import { PoolUpdates } from './pool-updates.service.js';
import { SignOuts } from './sign-outs.service.js';
import { UserDirectory } from './user-directory.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

/** What administrators read and change of users, and the end of sign-ins. */
@Module({
  imports: [AuditModule, AuthorityMarksModule, ClinicsModule],
  controllers: [UsersController],
  providers: [UsersService, SignOuts, PoolUpdates, { provide: UserDirectory, useClass: CognitoUserDirectory }],
  exports: [SignOuts],
})
export class UsersModule {}
