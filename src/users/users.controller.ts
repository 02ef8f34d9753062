import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Roles } from '../auth/policy/policy.decorators.js';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { type UserChanges, userChanges, type User, user, type UserPath, userPath } from './user.schema.js';
import { UsersService } from './users.service.js';

/** For administrators alone; a group that only users can be in, so every caller is a user. */
@ApiTags('users')
@Controller('v1/users')
@Roles('admin')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get(':userId')
  @ApiOperation({ summary: 'Read what a user may do' })
  @Answers(200, user)
  get(@Param({ schema: userPath }) { userId }: UserPath): Promise<User> {
    return this.users.get(userId);
  }

  @Patch(':userId')
  @ApiOperation({
    summary:
      'Disable or enable a user, change their clinics or groups; in force within a minute, whatever tokens they hold',
  })
  @Problems('self_lockout', 'user_pool_unavailable')
  @Answers(200, user)
  change(
    @CurrentActor() by: Actor,
    @Param({ schema: userPath }) { userId }: UserPath,
    @Body({ schema: userChanges }) body: UserChanges,
  ): Promise<User> {
    return this.users.change(by, userId, body);
  }

  @Post(':userId/sign-out')
  @ApiOperation({ summary: 'End every sign-in of a user; in force within a minute' })
  @Problems('user_pool_unavailable')
  @Answers(204)
  signOut(@CurrentActor() by: Actor, @Param({ schema: userPath }) { userId }: UserPath): Promise<void> {
    return this.users.signOut(by, userId);
  }
}
