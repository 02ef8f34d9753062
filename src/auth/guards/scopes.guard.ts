import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { refusal } from '../refusal.js';
import { callerOf } from './caller.js';
import { RoutePolicies } from '../policy/route-policy.js';

/**
 * Machines: they pass only routes with `@Scopes`, carrying all of them, and are judged by nothing else
 * (docs/cognito-facts.md#t14). Users: they do not pass a route that is open to machines alone.
 */
@Injectable()
export class ScopesGuard implements CanActivate {
  constructor(private readonly policies: RoutePolicies) {}

  canActivate(context: ExecutionContext): boolean {
    const policy = this.policies.of(context.getHandler(), context.getClass());
    if (policy.kind === 'public') return true;
    const caller = callerOf(context);
    if (caller.kind === 'user') {
      if (policy.users === 'none') throw refusal('scope_missing', { detail: 'This is open to machine clients only.' });
      return true;
    }
    if (policy.scopes === undefined) throw refusal('scope_missing', { detail: 'This is not open to machine clients.' });
    const lacking = policy.scopes.filter((scope) => !caller.scopes.includes(scope));
    if (lacking.length > 0) throw refusal('scope_missing', { detail: `The token lacks ${lacking.join(' and ')}.` });
    return true;
  }
}
