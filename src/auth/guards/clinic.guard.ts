import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AppError } from '../../errors/app-error.js';
import { clinicIdParam } from '../policy.decorators.js';
import type { UserPrincipal } from '../principal.js';
import { callerOf } from './caller.js';
import { RoutePolicies } from './route-policy.js';

/**
 * May you do it here: a user reaches the clinics of their profile, `admin` every clinic. The path's clinic id is whatever the
 * caller wrote; it is only ever compared, and an unknown clinic is refused like a foreign one.
 */
@Injectable()
export class ClinicGuard implements CanActivate {
  constructor(private readonly policies: RoutePolicies) {}

  canActivate(context: ExecutionContext): boolean {
    const policy = this.policies.of(context.getHandler(), context.getClass());
    if (policy.kind === 'public' || !policy.clinicScoped) return true;
    const caller = callerOf(context);
    if (caller.kind === 'machine') return policy.scopes !== undefined;
    const { params } = context.switchToHttp().getRequest<{ params?: Readonly<Record<string, unknown>> }>();
    if (!mayEnter(caller, params?.[clinicIdParam])) {
      throw new AppError('clinic_mismatch', { reason: `${caller.sub} is no user of the clinic in the path` });
    }
    return true;
  }
}

function mayEnter({ groups, clinicIds }: UserPrincipal, clinicId: unknown): boolean {
  if (typeof clinicId !== 'string') return false;
  return groups.includes('admin') || clinicIds.includes(clinicId);
}
