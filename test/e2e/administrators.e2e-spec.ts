import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.js';
import { call } from '../support/server/http.js';
import { House, type HouseUser } from '../support/server/house.js';

describe('administrators who change administrators, on two servers', () => {
  let house: House;
  let other: NestFastifyApplication;
  let url: string;
  let count = 0;

  beforeAll(async () => {
    house = await House.open();
    other = await createApp(house.environment);
    await other.listen(0, '127.0.0.1');
    url = await other.getUrl();
  });
  afterAll(async () => {
    await other.close();
    await house.close();
  });

  const here = (method: string, path: string, { accessToken: token }: HouseUser, body?: object) =>
    house.request(method, path, { token, ...(body && { body }) });
  const there = (method: string, path: string, { accessToken: token }: HouseUser, body?: object) =>
    call(method, `${url}${path}`, { token, ...(body && { body }) });
  const newAdmin = async (): Promise<HouseUser> => {
    count += 1;
    const admin = await house.user(`admin-${count}@portal.clinic.com`, ['admin']);
    // both servers remember them as an administrator
    expect((await here('GET', '/v1/clinics', admin)).status).toBe(200);
    expect((await there('GET', '/v1/clinics', admin)).status).toBe(200);
    return admin;
  };
  const rightsOf = async ({ sub }: HouseUser) => (await here('GET', `/v1/users/${sub}`, house.admin)).body;

  const demoted = { how: 'demoted', change: { groups: ['billing'] }, code: 'group_missing' };
  const disabled = { how: 'disabled', change: { status: 'disabled' }, code: 'user_disabled' };
  const attempts: { method: string; path: string; body?: object }[] = [
    { method: 'PATCH', path: '/v1/users/FRIEND', body: { status: 'disabled' } },
    { method: 'PATCH', path: '/v1/users/FRIEND', body: { groups: ['admin'] } },
    { method: 'PATCH', path: '/v1/users/FRIEND', body: { clinicIds: ['CLINIC'] } },
    { method: 'PATCH', path: '/v1/users/SELF', body: { clinicIds: ['CLINIC'] } },
    { method: 'POST', path: '/v1/users/FRIEND/sign-out' },
    { method: 'PATCH', path: '/v1/clinics/CLINIC', body: { emailDomains: ['taken-over.example'] } },
    { method: 'PATCH', path: '/v1/clinics/CLINIC', body: { signUp: { autoConfirm: true } } },
    { method: 'POST', path: '/v1/clinics', body: { name: 'Own', timeZone: 'UTC', emailDomains: ['own.example'] } },
  ];

  it.each(attempts.flatMap((attempt) => [demoted, disabled].map((loss) => ({ ...attempt, ...loss }))))(
    'refuse $method $path $body by an administrator who was $how, where the server still remembers them as one',
    async ({ method, path, body, change, code }) => {
      const [admin, friend, { clinicId }] = [await newAdmin(), await newAdmin(), await house.clinic()];
      const filled = (text: string) =>
        text.replace('FRIEND', friend.sub).replace('SELF', admin.sub).replace('CLINIC', clinicId);
      expect((await here('PATCH', `/v1/users/${admin.sub}`, house.admin, change)).status).toBe(200);
      const before = [await rightsOf(admin), await rightsOf(friend)];
      const sent = body && (JSON.parse(filled(JSON.stringify(body))) as object);
      expect((await there(method, filled(path), admin, sent)).body['code']).toBe(code);
      expect([await rightsOf(admin), await rightsOf(friend)]).toEqual(before);
      expect((await here('GET', '/v1/me', friend)).status).toBe(200);
    },
  );

  it.each([{ groups: ['admin', 'billing'] }, { groups: ['billing'] }, { status: 'active' }, { status: 'disabled' }])(
    'let nobody change their own groups or status: %p',
    async (change) => {
      const admin = await newAdmin();
      const refused = await here('PATCH', `/v1/users/${admin.sub}`, admin, change);
      expect(refused).toMatchObject({ status: 422, body: { code: 'self_lockout' } });
      expect((await here('GET', '/v1/me', admin)).body).toMatchObject({ groups: ['admin'] });
    },
  );

  it('give an administrator clinics of their own', async () => {
    const [admin, { clinicId }] = [await newAdmin(), await house.clinic()];
    const changed = await here('PATCH', `/v1/users/${admin.sub}`, admin, { clinicIds: [clinicId] });
    expect(changed).toMatchObject({ status: 200, body: { clinicIds: [clinicId] } });
    expect((await here('POST', `/v1/users/${admin.sub}/sign-out`, admin)).status).toBe(204);
    expect((await here('GET', '/v1/me', admin)).body['code']).toBe('revoked');
  });

  it.each([
    ['demote', { groups: [] }],
    ['disable', { status: 'disabled' }],
  ])('leave one of two who %s each other at the same time', async (_how, change) => {
    for (let round = 0; round < 10; round += 1) {
      const [one, two] = [await newAdmin(), await newAdmin()];
      const answers = await Promise.all([
        here('PATCH', `/v1/users/${two.sub}`, one, change),
        there('PATCH', `/v1/users/${one.sub}`, two, change),
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
      const [oneNow, twoNow] = [await rightsOf(one), await rightsOf(two)];
      const changed = [oneNow, twoNow].filter((user) => user['status'] === 'disabled' || user['groups'] !== undefined);
      expect(changed).toHaveLength(1);
    }
  });

  it('leave one of three who demote each other in a circle', async () => {
    for (let round = 0; round < 5; round += 1) {
      const admins = [await newAdmin(), await newAdmin(), await newAdmin()];
      await Promise.all(
        admins.map((admin, index) => {
          const target = admins[(index + 1) % 3]?.sub ?? '';
          return (index === 1 ? there : here)('PATCH', `/v1/users/${target}`, admin, { groups: [] });
        }),
      );
      const rights = await Promise.all(admins.map(rightsOf));
      expect(rights.filter(({ groups }) => groups === undefined).length).toBeGreaterThan(0);
    }
  });
});
