import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { refusal } from '../refusal.js';
import { callerOf } from './caller.js';
import { RoutePolicies } from '../policy/route-policy.js';

/** May you do this: a user must be in one of the groups that `@Roles` names. Machines have been judged by their scopes. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly policies: RoutePolicies) {}

  canActivate(context: ExecutionContext): boolean {
    const policy = this.policies.of(context.getHandler(), context.getClass());
    if (policy.kind === 'public' || policy.users === 'all') return true;
    const caller = callerOf(context);
    if (caller.kind === 'machine') return policy.scopes !== undefined;
    if (policy.users === 'none' || !policy.users.some((group) => caller.groups.includes(group))) {
      throw refusal('group_missing', { reason: `the route needs ${String(policy.users)}` });
    }
    return true;
  }
}
