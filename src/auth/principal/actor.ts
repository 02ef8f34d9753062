import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { describeRequest } from '../../audit/audited-request.js';
import type { Author } from '../../audit/author.js';
import { callerId, type GuardedRequest } from '../audit-trail.js';
import type { VerifiedToken } from '../token/verified-token.js';

/** The caller of a route that writes: an author, and the token by which they can be judged again. */
export interface Actor extends Author {
  readonly token: VerifiedToken;
}

/** Hands a controller the caller as the author of a write. Only for guarded routes. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const request = context.switchToHttp().getRequest<GuardedRequest>();
  const id = callerId(request);
  if (id === undefined || request.verifiedToken === undefined) {
    throw new Error('a route that names the actor was reached without authentication');
  }
  return { id, origin: describeRequest(request), token: request.verifiedToken };
});
