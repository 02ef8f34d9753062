import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { foreignEntryOf, type GuardedRequest } from '../audit-trail.js';
import { clinicIdParam } from '../policy/policy.decorators.js';
import type { UserPrincipal } from '../principal/principal.js';
import { refusal } from '../refusal.js';
import { callerOf } from './caller.js';
import { RoutePolicies } from '../policy/route-policy.js';

interface ClinicRequest extends GuardedRequest {
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * May you do it here: a user reaches the clinics of their profile, `admin` every clinic. That holds on every route whose path
 * names a clinic, whatever its decorators say; `@ClinicScoped` demands that the path names one. The clinic id is whatever the
 * caller wrote; it is only ever compared, and an unknown clinic is refused like a foreign one. An administrator who enters a
 * clinic that is not among their own leaves an audit record.
 */
@Injectable()
export class ClinicGuard implements CanActivate {
  constructor(
    private readonly policies: RoutePolicies,
    private readonly audit: AuditLog,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const policy = this.policies.of(context.getHandler(), context.getClass());
    if (policy.kind === 'public') return true;
    const caller = callerOf(context);
    const request = context.getArgByIndex<ClinicRequest>(0);
    const clinicId = request.params?.[clinicIdParam];
    if (typeof clinicId !== 'string' && !policy.clinicScoped) return true;
    // a machine has no clinic: only scopes that are meant for a route of clinics let it in, and the guard before has seen them
    if (caller.kind === 'machine') {
      if (policy.clinicScoped) return policy.scopes !== undefined;
      throw refusal('clinic_mismatch', { reason: 'a machine on a route that is not @ClinicScoped' });
    }
    if (!mayEnter(caller, clinicId)) {
      throw refusal('clinic_mismatch', { reason: `${caller.sub} is no user of the clinic in the path` });
    }
    if (!caller.clinicIds.includes(clinicId)) this.audit.record(foreignEntryOf(request));
    return true;
  }
}

function mayEnter({ groups, clinicIds }: UserPrincipal, clinicId: unknown): clinicId is string {
  if (typeof clinicId !== 'string') return false;
  return groups.includes('admin') || clinicIds.includes(clinicId);
}
