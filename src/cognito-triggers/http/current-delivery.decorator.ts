import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { DeliveredRequest } from './webhook-signature.guard.js';

/** Hands a controller the signed delivery; `WebhookSignatureGuard` has left it there. */
export const CurrentDelivery = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<DeliveredRequest>().delivery;
});
