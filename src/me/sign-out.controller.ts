import { Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, CurrentActor } from '../auth/principal/actor.js';
import { CurrentPrincipal } from '../auth/principal/current-principal.decorator.js';
import { SignedIn } from '../auth/policy/policy.decorators.js';
import type { UserPrincipal } from '../auth/principal/principal.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { SignOuts } from '../users/sign-outs.service.js';

/** Users end their own sign-ins. Machines pass no route without `@Scopes`, so every caller is a user. */
@ApiTags('me')
@Controller('v1/me')
@SignedIn()
export class SignOutController {
  constructor(private readonly signOuts: SignOuts) {}

  @Post('sign-out')
  @ApiOperation({
    operationId: 'signOutEverywhere',
    summary: 'Sign out everywhere: ends every sign-in, on every device; in force within a minute',
  })
  @Problems('user_pool_unavailable')
  @Answers(204)
  everywhere(@CurrentActor() by: Actor): Promise<void> {
    return this.signOuts.ownEverywhere(by);
  }

  @Post('sessions/current/revoke')
  @ApiOperation({
    operationId: 'revokeCurrentSession',
    summary: 'End the sign-in that this token descends from, refreshed tokens included',
  })
  @Problems('user_pool_unavailable')
  @Answers(204)
  current(@CurrentActor() by: Actor, @CurrentPrincipal() { sessionId }: UserPrincipal): Promise<void> {
    return this.signOuts.current(by, sessionId);
  }
}
