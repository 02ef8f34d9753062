import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { clientId, issuer } from '../../../test/support/tokens/claims.js';
import { AuditLog, type AuditRecord } from '../../audit/audit-log.js';
import { AppError } from '../../errors/app-error.js';
import { ClinicScoped, NotClinicScoped, Public, Scopes, SignedIn } from '../policy/policy.decorators.js';
import type { MachinePrincipal, Principal, UserPrincipal } from '../principal/principal.js';
import { ClinicGuard } from './clinic.guard.js';
import { RoutePolicies } from '../policy/route-policy.js';

class Routes {
  @Public()
  open() {
    return undefined;
  }

  @SignedIn()
  anywhere() {
    return undefined;
  }

  @SignedIn()
  @Scopes('portal/read')
  @NotClinicScoped('the name of a clinic is no secret')
  excused() {
    return undefined;
  }

  @ClinicScoped()
  users() {
    return undefined;
  }

  @Scopes('portal/read')
  machines() {
    return undefined;
  }

  @Scopes('portal/read')
  @ClinicScoped()
  machinesInClinic() {
    return undefined;
  }
}

class Records extends AuditLog {
  readonly entries: AuditRecord[] = [];

  override record(entry: AuditRecord): void {
    this.entries.push(entry);
  }
}

const user = (clinicIds: readonly string[], ...groups: string[]): UserPrincipal => ({
  kind: 'user',
  sub: 'sub-1',
  username: 'sub-1',
  issuer,
  clientId,
  groups,
  sessionId: undefined,
  scopes: [],
  clinicIds,
  email: undefined,
});
const machine: MachinePrincipal = { kind: 'machine', issuer, clientId: 'client-1', scopes: ['portal/read'] };

describe('ClinicGuard', () => {
  let records: Records;

  beforeEach(() => {
    records = new Records();
  });

  /** Whether the caller passes, or why not. */
  function verdict(route: keyof Routes, principal?: Principal, params?: object): unknown {
    const request = { id: 'request-1', method: 'GET', principal, params };
    const context = new ExecutionContextHost([request], Routes, Reflect.get(Routes.prototype, route));
    try {
      return new ClinicGuard(new RoutePolicies(), records).canActivate(context);
    } catch (error) {
      return error instanceof AppError ? error.code : error;
    }
  }

  it('lets a user into each of their clinics and no other', () => {
    const ada = user(['CLN-001', 'CLN-002']);
    expect(verdict('users', ada, { clinicId: 'CLN-001' })).toBe(true);
    expect(verdict('users', ada, { clinicId: 'CLN-002' })).toBe(true);
    expect(verdict('users', ada, { clinicId: 'CLN-003' })).toBe('clinic_mismatch');
    expect(verdict('users', user([]), { clinicId: '' })).toBe('clinic_mismatch');
    expect(records.entries).toEqual([]);
  });

  it.each([undefined, {}, { clinicId: undefined }, { clinicId: ['CLN-001'] }, { other: 'CLN-001' }])(
    'lets nobody into a clinic that the path does not name: %p',
    (params) => {
      expect(verdict('users', user(['CLN-001']), params)).toBe('clinic_mismatch');
      expect(verdict('users', user([], 'admin'), params)).toBe('clinic_mismatch');
      expect(verdict('anywhere', user(['CLN-001']), params)).toBe(true);
      expect(records.entries).toEqual([]);
    },
  );

  it('lets an admin into every clinic, and into a foreign one on record', () => {
    const admin = user(['CLN-001'], 'admin');
    expect(verdict('users', admin, { clinicId: 'CLN-001' })).toBe(true);
    expect(records.entries).toEqual([]);
    expect(verdict('users', admin, { clinicId: 'CLN-003' })).toBe(true);
    expect(records.entries).toMatchObject([{ decision: 'foreign_clinic', who: 'sub-1', clinicId: 'CLN-003' }]);
    expect(verdict('users', user([], 'administrators', 'clinic-staff'), { clinicId: 'CLN-003' })).toBe(
      'clinic_mismatch',
    );
  });

  it('lets a machine into a clinic only where a scope opens it, whatever the guards before said', () => {
    expect(verdict('users', machine, { clinicId: 'CLN-001' })).toBe(false);
    expect(verdict('machinesInClinic', machine, { clinicId: 'CLN-001' })).toBe(true);
    expect(verdict('machines', machine)).toBe(true);
    expect(verdict('anywhere', machine)).toBe(true);
    expect(records.entries).toEqual([]);
  });

  it('lets nobody but an admin cross into a foreign clinic, also where no decorator binds the route to it', () => {
    const clinicId = 'CLN-003';
    expect(verdict('anywhere', user(['CLN-001'], 'clinic-staff'), { clinicId })).toBe('clinic_mismatch');
    expect(verdict('excused', user(['CLN-001'], 'clinic-staff'), { clinicId })).toBe('clinic_mismatch');
    expect(verdict('anywhere', user(['CLN-003'], 'clinic-staff'), { clinicId })).toBe(true);
    expect(verdict('machines', machine, { clinicId })).toBe('clinic_mismatch');
    expect(verdict('excused', machine, { clinicId })).toBe('clinic_mismatch');
    expect(records.entries).toEqual([]);
    expect(verdict('anywhere', user(['CLN-001'], 'admin'), { clinicId })).toBe(true);
    expect(records.entries).toMatchObject([{ decision: 'foreign_clinic', who: 'sub-1', clinicId }]);
  });

  it('asks nothing on an open route, and stops at a guarded one that nobody authenticated', () => {
    expect(verdict('open')).toBe(true);
    expect(verdict('users', undefined, { clinicId: 'CLN-001' })).toEqual(
      new Error('a guarded route was reached without authentication'),
    );
  });
});
