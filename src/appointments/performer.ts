import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { describeRequest } from '../audit/audited-request.js';
import type { Author } from '../audit/author.js';
import { callerOf } from '../auth/guards/caller.js';
import type { AuthenticatedRequest } from '../auth/principal/current-principal.decorator.js';
import type { FastifyRequest } from 'fastify';

/** Who does something with an appointment: an author, and what the rules of booking ask of them. */
export interface Performer extends Author {
  readonly kind: 'user' | 'machine';
  /** Administrators may write into the past. */
  readonly isAdmin: boolean;
}

/** Hands a controller the caller as the performer of a change. Only for guarded routes. */
export const CurrentPerformer = createParamDecorator((_data: unknown, context: ExecutionContext): Performer => {
  const principal = callerOf(context);
  const origin = describeRequest(context.switchToHttp().getRequest<FastifyRequest & AuthenticatedRequest>());
  return principal.kind === 'user'
    ? { id: principal.sub, origin, kind: 'user', isAdmin: principal.groups.includes('admin') }
    : { id: principal.clientId, origin, kind: 'machine', isAdmin: false };
});
