import { Problems } from '../../http/problems.decorator.js';
import { Controller, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Signed } from '../../auth/policy/policy.decorators.js';
import type { RouteBody } from '../../http/request-body.js';
import { CurrentDelivery } from './current-delivery.decorator.js';
import { SignedTriggersService } from './signed-triggers.service.js';
import { type Delivery, WebhookSignatureGuard } from './webhook-signature.guard.js';

const rawBody: RouteBody = { rawBodyLimit: 256_000 };

@ApiTags('cognito-triggers')
@Controller('v1/cognito-triggers')
export class CognitoTriggersController {
  constructor(private readonly triggers: SignedTriggersService) {}

  @Post()
  @Signed()
  @UseGuards(WebhookSignatureGuard)
  @RouteConfig(rawBody)
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  @Problems(
    'foreign_event',
    'payload_too_large',
    'unsupported_media_type',
    'webhook_id_reused',
    'trigger_refused',
    'trigger_unavailable',
  )
  @ApiOperation({
    summary: 'Answer a Cognito trigger event that was forwarded and signed as Standard Webhooks describes',
    security: [],
  })
  answer(@CurrentDelivery() delivery: Delivery): Promise<string> {
    return this.triggers.answer(delivery);
  }
}
