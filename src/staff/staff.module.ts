import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ClinicsModule } from '../clinics/clinics.module.js';
import { CognitoUserDirectory } from './cognito-user-directory.js';
import { PoolTelling } from './pool-telling.service.js';
import { SignOutController } from './sign-out.controller.js';
import { SignOuts } from './sign-outs.service.js';
import { StaffController } from './staff.controller.js';
import { StaffService } from './staff.service.js';
import { UserDirectory } from './user-directory.js';

/** Users ending their sign-ins, and administrators changing what users may do. */
@Module({
  imports: [AuditModule, ClinicsModule],
  controllers: [StaffController, SignOutController],
  providers: [StaffService, SignOuts, PoolTelling, { provide: UserDirectory, useClass: CognitoUserDirectory }],
})
export class StaffModule {}
