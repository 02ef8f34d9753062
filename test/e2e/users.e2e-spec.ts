import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { createApp } from '../../src/app.js';
import { ShiftedClock } from '../support/shifted-clock.js';
import { call } from '../support/server/http.js';
import { House, type HouseClinic, type HouseUser } from '../support/server/house.js';

describe('staff administration and signing out', () => {
  const clock = new ShiftedClock();
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
  };
  let house: House;
  let clinic: HouseClinic;

  beforeAll(async () => {
    house = await House.open({ clock, logDestination: { write }, environment: { LOG_LEVEL: 'fatal' } });
  });
  afterAll(async () => {
    await house.close();
  });
  beforeEach(async () => {
    clinic = await house.clinic();
    lines.length = 0;
  });

  const me = (token: string) => house.request('GET', '/v1/me', { token });
  const codeOf = async (token: string) => (await me(token)).body['code'];
  const change = (user: HouseUser, body: object) =>
    house.request('PATCH', `/v1/users/${user.sub}`, { token: house.admin.accessToken, body });
  const inPool = ({ email }: HouseUser) =>
    house.pool.send(new AdminGetUserCommand({ UserPoolId: house.cognito.userPoolId, Username: email }));

  it('ends every sign-in of the caller, on every device', async () => {
    const { staff } = clinic;
    const other = await house.signIn(staff);
    expect((await me(staff.accessToken)).status).toBe(200);
    expect((await house.request('POST', '/v1/me/sign-out', { token: staff.accessToken })).status).toBe(204);
    expect(await codeOf(staff.accessToken)).toBe('revoked');
    expect(await codeOf(other.accessToken)).toBe('revoked');
  });

  it('ends one sign-in by its origin_jti (docs/cognito-facts.md#t13) and not the others', async () => {
    const { staff } = clinic;
    const other = await house.signIn(staff);
    const answer = await house.request('POST', '/v1/me/sessions/current/revoke', { token: staff.accessToken });
    expect(answer.status).toBe(204);
    expect(await codeOf(staff.accessToken)).toBe('revoked');
    expect((await me(other.accessToken)).status).toBe(200);
  });

  it('shuts a disabled user out at once, and lets them in again with a new sign-in only', async () => {
    const { staff } = clinic;
    expect((await me(staff.accessToken)).status).toBe(200);
    const disabled = await change(staff, { status: 'disabled' });
    expect(disabled.body).toMatchObject({ userId: staff.sub, status: 'disabled', clinicId: clinic.clinicId });
    expect(await codeOf(staff.accessToken)).toBe('user_disabled');
    await expect(inPool(staff)).resolves.toMatchObject({ Enabled: false });
    expect((await change(staff, { status: 'active' })).body['status']).toBe('active');
    expect(await codeOf(staff.accessToken)).toBe('revoked');
    await expect(inPool(staff)).resolves.toMatchObject({ Enabled: true });
  });

  it('takes a group away from tokens that still carry it', async () => {
    const admin = await house.user('second@portal.clinic.com', ['admin']);
    const list = () => house.request('GET', '/v1/clinics', { token: admin.accessToken });
    expect((await list()).status).toBe(200);
    expect((await change(admin, { groups: ['billing'] })).body['groups']).toEqual(['billing']);
    expect((await list()).body['code']).toBe('group_missing');
    expect((await me(admin.accessToken)).body['groups']).toEqual(['billing']);
    const { accessToken } = await house.signIn(admin);
    expect((await me(accessToken)).body['groups']).toEqual(['billing']);
  });

  it('gives several clinics, the first as home, and takes them away', async () => {
    const { staff, clinicId } = clinic;
    const second = await house.clinic();
    const read = (id: string) => house.request('GET', `/v1/clinics/${id}`, { token: staff.accessToken });
    expect((await read(second.clinicId)).body['code']).toBe('clinic_mismatch');
    await change(staff, { clinicIds: [second.clinicId, clinicId] });
    expect((await me(staff.accessToken)).body).toMatchObject({
      clinicId: second.clinicId,
      clinicIds: [second.clinicId, clinicId],
    });
    expect((await read(second.clinicId)).status).toBe(200);
    await change(staff, { clinicIds: [] });
    expect((await read(clinicId)).body['code']).toBe('clinic_mismatch');
    expect((await me(staff.accessToken)).body['clinicId']).toBeNull();
  });

  it('refuses clinics that do not exist, groups that the pool does not have, and a body that changes nothing', async () => {
    const unknown = await change(clinic.staff, { clinicIds: [clinic.clinicId, 'CLN-404'] });
    expect(unknown.body).toMatchObject({ code: 'invalid_request', errors: [{ pointer: '#/clinicIds/1' }] });
    expect((await change(clinic.staff, { groups: ['root'] })).status).toBe(400);
    expect((await change(clinic.staff, {})).status).toBe(400);
  });

  it('does not let an administrator shut themselves out', async () => {
    expect((await change(house.admin, { status: 'disabled' })).body['code']).toBe('self_lockout');
    expect((await change(house.admin, { groups: ['billing'] })).body['code']).toBe('self_lockout');
    expect((await me(house.admin.accessToken)).body['groups']).toEqual(['admin']);
  });

  it('knows users of the pool who have not turned up yet, and nobody else', async () => {
    const unseen = await house.user(`unseen@${clinic.clinicId.toLowerCase()}.example`, []);
    expect((await change(unseen, { status: 'disabled' })).body['status']).toBe('disabled');
    expect(await codeOf(unseen.accessToken)).toBe('user_disabled');
    const nobody = '/v1/users/00000000-0000-4000-8000-000000000000';
    const token = house.admin.accessToken;
    expect((await house.request('GET', nobody, { token })).status).toBe(404);
    expect((await house.request('PATCH', nobody, { token, body: { status: 'active' } })).status).toBe(404);
    expect((await house.request('POST', `${nobody}/sign-out`, { token })).status).toBe(404);
  });

  it('lets an administrator sign a user out', async () => {
    const path = `/v1/users/${clinic.billing.sub}/sign-out`;
    expect((await house.request('POST', path, { token: house.admin.accessToken })).status).toBe(204);
    expect(await codeOf(clinic.billing.accessToken)).toBe('revoked');
  });

  it('leaves audit records of denials, crossings and changes, at every log level, without e-mail or token', async () => {
    const { staff, billing, clinicId } = clinic;
    await house.request('GET', '/v1/clinics', { token: staff.accessToken });
    await house.request('GET', `/v1/clinics/${clinicId}`, { token: house.admin.accessToken });
    await change(billing, { status: 'disabled' });
    await me(billing.accessToken);
    expect(lines).toMatchObject([
      { audit: true, decision: 'denied', who: staff.sub, method: 'GET', route: '/v1/clinics', code: 'group_missing' },
      { audit: true, decision: 'foreign_clinic', who: house.admin.sub, route: '/v1/clinics/:clinicId', clinicId },
      { audit: true, decision: 'changed', who: house.admin.sub, subject: billing.sub, changes: ['status=disabled'] },
      { audit: true, decision: 'denied', who: billing.sub, route: '/v1/me', code: 'user_disabled' },
    ]);
    const text = JSON.stringify(lines);
    for (const secret of [staff.email, billing.email, staff.accessToken, billing.accessToken]) {
      expect(text).not.toContain(secret);
    }
  });

  // the last one: it leaves the clock of the servers ahead of the pool's
  it('acts within 30 s on another server too, which has seen the tokens and keeps what it read', async () => {
    const other = await createApp({ ...house.environment, LOG_LEVEL: 'silent' }, { clock });
    await other.listen(0, '127.0.0.1');
    const url = await other.getUrl();
    const { staff, billing, clinicId } = clinic;
    const admin = await house.user('third@portal.clinic.com', ['admin']);
    const elsewhere = await house.clinic();
    const attempts = [
      { token: staff.accessToken, path: '/v1/me', code: 'user_disabled' },
      { token: billing.accessToken, path: '/v1/me', code: 'revoked' },
      { token: elsewhere.billing.accessToken, path: '/v1/me', code: 'revoked' },
      { token: admin.accessToken, path: '/v1/clinics', code: 'group_missing' },
      { token: elsewhere.staff.accessToken, path: `/v1/clinics/${elsewhere.clinicId}`, code: 'clinic_mismatch' },
    ];
    const there = () => Promise.all(attempts.map(({ token, path }) => call('GET', `${url}${path}`, { token })));
    expect((await there()).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await change(staff, { status: 'disabled' });
    await house.request('POST', '/v1/me/sign-out', { token: billing.accessToken });
    await house.request('POST', '/v1/me/sessions/current/revoke', { token: elsewhere.billing.accessToken });
    await change(admin, { groups: ['billing'] });
    await change(elsewhere.staff, { clinicIds: [clinicId] });
    clock.advance(30);
    expect((await there()).map(({ body }) => body['code'])).toEqual(attempts.map(({ code }) => code));
    await other.close();
  });
});
