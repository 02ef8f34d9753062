import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../clock/clock.js';
import type { Settings } from '../../config/settings.js';
import { AppError } from '../../errors/app-error.js';
import { checkWebhook, webhookKey } from './webhook-signature.js';

/** A delivery whose signature holds: what the guard leaves on the request. */
export interface Delivery {
  readonly id: string;
  readonly body: Buffer;
}

export interface DeliveredRequest {
  delivery?: Delivery;
}

/** Lets a delivery pass when one of the configured secrets signed it. Nothing of the body is parsed before. */
@Injectable()
export class WebhookSignatureGuard implements CanActivate {
  private readonly keys: readonly Buffer[];

  constructor(
    private readonly clock: Clock,
    config: ConfigService<Settings, true>,
  ) {
    this.keys = config.get('cognitoTriggers', { infer: true }).secrets.map(webhookKey);
  }

  /** @throws AppError `webhook_signature` */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest & DeliveredRequest>();
    // a request without a body has nothing that could be signed
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const checked = checkWebhook(
      {
        id: request.headers['webhook-id'],
        timestamp: request.headers['webhook-timestamp'],
        signature: request.headers['webhook-signature'],
      },
      body,
      this.keys,
      this.clock.seconds(),
    );
    if ('fault' in checked) throw new AppError('webhook_signature', { reason: checked.fault });
    request.delivery = { id: checked.id, body };
    return true;
  }
}
