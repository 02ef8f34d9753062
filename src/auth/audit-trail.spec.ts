import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { AuditLog, type AuditRecord } from '../audit/audit-log.js';
import { AppError, errorCodes } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';
import { denialOf, type GuardedRequest } from './audit-trail.js';
import { ClinicGuard } from './guards/clinic.guard.js';
import { RoutePolicies } from './policy/route-policy.js';
import { ClinicScoped, Roles } from './policy/policy.decorators.js';
import type { Principal, UserPrincipal } from './principal/principal.js';
import type { VerifiedToken } from './token/verified-token.js';

const user = (changes: Partial<UserPrincipal> = {}) =>
  ({ kind: 'user', sub: 'sub-1', groups: [], clinicIds: ['CLN-001'], ...changes }) as UserPrincipal;

const request = (changes: Partial<GuardedRequest> = {}): GuardedRequest => ({
  id: 'request-1',
  method: 'GET',
  routeOptions: { url: '/v1/clinics/:clinicId' },
  params: { clinicId: 'CLN-002' },
  ...changes,
});

describe('audit records of refusals', () => {
  it('are made for every 401 and 403, and for nothing else', () => {
    for (const code of errorCodes) {
      const isRefusal = [401, 403].includes(problemCatalogue[code].status);
      expect([code, denialOf(new AppError(code), request()) !== undefined]).toEqual([code, isRefusal]);
    }
  });

  it('say who, what, where and why', () => {
    const error = new AppError('clinic_mismatch', { reason: 'no user of it' });
    expect(denialOf(error, request({ principal: user() }))).toEqual({
      decision: 'denied',
      who: 'sub-1',
      method: 'GET',
      route: '/v1/clinics/:clinicId',
      clinicId: 'CLN-002',
      requestId: 'request-1',
      code: 'clinic_mismatch',
      reason: 'no user of it',
    });
  });

  it('name a machine by its client', () => {
    const principal = { kind: 'machine', clientId: 'client-1' } as Principal;
    expect(denialOf(new AppError('scope_missing'), request({ principal }))).toMatchObject({ who: 'client-1' });
  });

  it('name the user behind a token that a mark refused', () => {
    const verifiedToken = { kind: 'user', sub: 'sub-2' } as VerifiedToken;
    expect(denialOf(new AppError('revoked'), request({ verifiedToken }))).toMatchObject({ who: 'sub-2' });
  });

  it('name nobody when nobody is known', () => {
    expect(denialOf(new AppError('missing_token'), request())).toMatchObject({ who: undefined });
  });

  it.each(['Mrs Ada Byron', 'ada@sunrise-eye.com', 'CLN-001\n{"audit":true}', '', 'a'.repeat(51)])(
    'do not repeat %j, which is no clinic id',
    (clinicId) => {
      expect(denialOf(new AppError('clinic_mismatch'), request({ params: { clinicId } }))).toMatchObject({
        clinicId: undefined,
      });
    },
  );
});

class Clinics {
  @ClinicScoped()
  scoped() {
    return 'scoped';
  }

  @Roles('admin')
  unscoped() {
    return 'unscoped';
  }
}

class Records extends AuditLog {
  readonly entries: AuditRecord[] = [];

  override record(entry: AuditRecord): void {
    this.entries.push(entry);
  }
}

describe('audit records of crossings', () => {
  const admin = user({ groups: ['admin'], clinicIds: ['CLN-009'] });

  function pass(route: keyof Clinics, incoming: GuardedRequest): readonly AuditRecord[] {
    const records = new Records();
    const context = new ExecutionContextHost(
      [incoming],
      Clinics,
      Reflect.get<Clinics, typeof route>(Clinics.prototype, route),
    );
    expect(new ClinicGuard(new RoutePolicies(), records).canActivate(context)).toBe(true);
    return records.entries;
  }

  it.each(['scoped', 'unscoped'] as const)(
    'are left by an admin in a foreign clinic, on a route that is %s',
    (route) => {
      expect(pass(route, request({ principal: admin }))).toEqual([
        {
          decision: 'foreign_clinic',
          who: 'sub-1',
          method: 'GET',
          route: '/v1/clinics/:clinicId',
          clinicId: 'CLN-002',
          requestId: 'request-1',
        },
      ]);
    },
  );

  it('are not left in an own clinic, nor on a route without one', () => {
    expect(pass('scoped', request({ principal: admin, params: { clinicId: 'CLN-009' } }))).toEqual([]);
    expect(pass('unscoped', request({ principal: admin, params: {} }))).toEqual([]);
    expect(pass('scoped', request({ principal: user(), params: { clinicId: 'CLN-001' } }))).toEqual([]);
  });
});
