import { policyTable } from './policy-table.js';

describe('policyTable', () => {
  it('says of every route who may call it', () => {
    const guarded = { kind: 'guarded', users: 'all', clinicScoped: false, scopes: undefined } as const;
    const table = policyTable([
      { method: 'GET', path: '/health/live', policy: { kind: 'public' } },
      { method: 'POST', path: '/v1/events', policy: { kind: 'public', signed: true } },
      { method: 'GET', path: '/v1/me', policy: guarded },
      { method: 'POST', path: '/v1/a', policy: { ...guarded, users: ['admin', 'billing'], clinicScoped: true } },
      {
        method: 'GET',
        path: '/v1/clinics/:clinicId/hours',
        policy: { kind: 'public', notClinicScoped: 'opening hours are on the website' },
      },
      { method: 'GET', path: '/v1/b', policy: { ...guarded, users: 'none', scopes: ['portal/read', 'portal/write'] } },
    ]);
    expect(table.split('\n')).toEqual([
      'METHOD  PATH                         USERS                            CLINIC                                        MACHINES',
      'GET     /health/live                 everyone, without a token        -                                             -',
      'POST    /v1/events                   whoever signs the body (signed)  -                                             -',
      'GET     /v1/me                       every signed-in user             -                                             -',
      'POST    /v1/a                        admin, billing                   own (admin: all)                              -',
      'GET     /v1/clinics/:clinicId/hours  everyone, without a token        not scoped: opening hours are on the website  -',
      'GET     /v1/b                        -                                -                                             portal/read portal/write',
      '',
    ]);
  });
});
