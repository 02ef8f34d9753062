import type { ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../principal/current-principal.decorator.js';
import type { Principal } from '../principal/principal.js';

/** The caller, as the authentication guard left it. It has always run before: a missing one is a bug, and closes the route. */
export function callerOf(context: ExecutionContext): Principal {
  // switchToHttp() makes three functions, for each of the guards of each request
  const { principal } = context.getArgByIndex<AuthenticatedRequest>(0);
  if (principal === undefined) throw new Error('a guarded route was reached without authentication');
  return principal;
}
