import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditOrigin, type Origin } from '../audit/audit-origin.decorator.js';
import { CurrentPrincipal } from '../auth/principal/current-principal.decorator.js';
import { Roles } from '../auth/policy/policy.decorators.js';
import type { UserPrincipal } from '../auth/principal/principal.js';
import { Answers } from '../http/answers.decorator.js';
import {
  type StaffChanges,
  staffChanges,
  type StaffMember,
  staffMember,
  type StaffPath,
  staffPath,
} from './staff.schema.js';
import { StaffService } from './staff.service.js';

/** For administrators alone; a group that only users can be in, so every caller is a user. */
@ApiTags('staff')
@Controller('v1/users')
@Roles('admin')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  @Get(':userId')
  @ApiOperation({ summary: 'Read what a user may do' })
  @Answers(200, staffMember)
  get(@Param({ schema: staffPath }) { userId }: StaffPath): Promise<StaffMember> {
    return this.staff.get(userId);
  }

  @Patch(':userId')
  @ApiOperation({
    summary:
      'Disable or enable a user, change their clinics or groups; in force within a minute, whatever tokens they hold',
  })
  @Answers(200, staffMember)
  change(
    @CurrentPrincipal() { sub }: UserPrincipal,
    @AuditOrigin() origin: Origin,
    @Param({ schema: staffPath }) { userId }: StaffPath,
    @Body({ schema: staffChanges }) body: StaffChanges,
  ): Promise<StaffMember> {
    return this.staff.change({ sub, origin }, userId, body);
  }

  @Post(':userId/sign-out')
  @ApiOperation({ summary: 'End every sign-in of a user; in force within a minute' })
  @Answers(204)
  signOut(
    @CurrentPrincipal() { sub }: UserPrincipal,
    @AuditOrigin() origin: Origin,
    @Param({ schema: staffPath }) { userId }: StaffPath,
  ): Promise<void> {
    return this.staff.signOut({ sub, origin }, userId);
  }
}
