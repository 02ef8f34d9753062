import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../auth/policy/policy.decorators.js';
import { CurrentPrincipal } from '../auth/principal/current-principal.decorator.js';
import type { UserPrincipal } from '../auth/principal/principal.js';
import { Problems } from '../http/problems.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import {
  type AwsCredentials,
  awsCredentials,
  type AwsCredentialsRequest,
  awsCredentialsRequest,
} from './aws-credentials.schema.js';
import { AwsCredentialsService } from './aws-credentials.service.js';

/** Machines pass no route without `@Scopes`, so every caller is a user. */
@ApiTags('me')
@Controller('v1/me/aws-credentials')
@SignedIn()
export class AwsCredentialsController {
  constructor(private readonly credentials: AwsCredentialsService) {}

  @Post()
  @ApiOperation({ summary: 'Exchange your ID token for AWS credentials that reach your folder of the uploads' })
  @Problems('id_token_refused', 'identity_pool_unavailable')
  @Answers(200, awsCredentials)
  exchange(
    @CurrentPrincipal() caller: UserPrincipal,
    @Body({ schema: awsCredentialsRequest }) { idToken }: AwsCredentialsRequest,
  ): Promise<AwsCredentials> {
    return this.credentials.exchange(caller, idToken);
  }
}
