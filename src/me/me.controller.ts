import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal } from '../auth/principal/current-principal.decorator.js';
import { SignedIn } from '../auth/policy/policy.decorators.js';
import type { Principal } from '../auth/principal/principal.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { describeCaller, type Me, me } from './me.schema.js';

@ApiTags('me')
@Controller('v1/me')
export class MeController {
  @Get()
  @SignedIn()
  @ApiOperation({
    operationId: 'getMe',
    summary: 'Who the server takes you for: groups from the token, clinics from your profile',
  })
  @Problems('not_found')
  @Answers(200, me)
  describe(@CurrentPrincipal() principal: Principal): Me {
    return describeCaller(principal);
  }
}
