import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from './principal.js';

/** What the authentication guard leaves on the request. */
export interface AuthenticatedRequest {
  principal?: Principal;
}

/** Hands a controller the caller. The guards have run before: on a route that is not `@Public()` it is always there. */
export const CurrentPrincipal = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().principal;
});
