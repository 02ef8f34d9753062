import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { createApp } from '../../src/app.js';
import { call } from '../support/server/http.js';
import { House, type HouseClinic, type HouseUser } from '../support/server/house.js';

describe('the audit trail of a clinic', () => {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
  };
  let house: House;
  let clinic: HouseClinic;
  let base: string;

  beforeAll(async () => {
    house = await House.open({ logDestination: { write }, environment: { LOG_LEVEL: 'fatal' } });
    clinic = await house.clinic();
    base = `/v1/clinics/${clinic.clinicId}`;
  });
  afterAll(async () => {
    await house.close();
  });
  beforeEach(() => {
    lines.length = 0;
  });

  const ask = async (method: string, path: string, { accessToken: token }: HouseUser, body?: object) =>
    (await house.request(method, path, { token, ...(body && { body }) })).body;
  const stored = async (PK: string, SK = 'META') =>
    (await house.table.send(new GetCommand({ TableName: 'clinic-portal-test', Key: { PK, SK } }))).Item;

  it('says who booked, read, changed, cancelled and deleted an appointment, and never what it holds', async () => {
    const { staff, billing, clinicId, practitionerId } = clinic;
    const booking = { practitionerId, patientName: 'Ida Secretive', notes: 'a private matter' };
    const times = { startsAt: '2030-03-04T09:00:00Z', endsAt: '2030-03-04T09:30:00Z' };
    const booked = await ask('POST', `${base}/appointments`, staff, { ...booking, ...times });
    const subject = String(booked['id']);
    const path = `${base}/appointments/${subject}`;
    await ask('GET', path, billing);
    await ask('PATCH', path, staff, { notes: 'another matter', endsAt: '2030-03-04T09:45:00Z' });
    await ask('PATCH', path, staff, { notes: 'another matter' });
    expect(await stored(`APPOINTMENT#${clinicId}#${subject}`)).toMatchObject({ updated_by: staff.sub });
    await ask('POST', `${path}/cancel`, staff);
    await ask('DELETE', path, house.admin);
    const route = '/v1/clinics/:clinicId/appointments/:appointmentId';
    const changed = { audit: true, decision: 'changed', resource: 'appointment', subject, clinicId };
    const set = [
      ...['id', 'clinicId', 'practitionerId', 'patientId', 'startsAt', 'endsAt'],
      ...['bufferBeforeMinutes', 'bufferAfterMinutes', 'notes', 'status'],
    ];
    expect(lines).toEqual(
      [
        { ...changed, who: staff.sub, method: 'POST', route: '/v1/clinics/:clinicId/appointments', changes: set },
        { ...changed, who: billing.sub, method: 'GET', route, decision: 'read' },
        { ...changed, who: staff.sub, method: 'PATCH', route, changes: ['endsAt', 'notes'] },
        // the change that changed nothing leaves no line
        { ...changed, who: staff.sub, method: 'POST', route: `${route}/cancel`, changes: ['status'] },
        { audit: true, decision: 'foreign_clinic', who: house.admin.sub, method: 'DELETE', route, clinicId },
        { ...changed, who: house.admin.sub, method: 'DELETE', route, changes: ['deleted'] },
      ].map((line) => expect.objectContaining(line) as unknown),
    );
    expect(booked).not.toHaveProperty('updatedBy');
    for (const secret of ['Secretive', 'matter', '2030-03-04']) expect(JSON.stringify(lines)).not.toContain(secret);
  });

  it('leaves one line for a booking that is sent twice under one Idempotency-Key', async () => {
    const { staff, practitionerId } = clinic;
    const times = { startsAt: '2030-03-05T09:00:00Z', endsAt: '2030-03-05T09:30:00Z' };
    const body = { practitionerId, patientName: 'Ida Example', ...times };
    const request = { token: staff.accessToken, body, headers: { 'idempotency-key': 'once' } };
    const [first, second] = [
      await house.request('POST', `${base}/appointments`, request),
      await house.request('POST', `${base}/appointments`, request),
    ];
    expect(second.body['id']).toBe(first.body['id']);
    expect(lines).toHaveLength(1);
  });

  it('says who changed a practitioner or a clinic, and which fields', async () => {
    const { staff, clinicId, practitionerId } = clinic;
    const made = await ask('POST', `${base}/practitioners`, staff, { name: 'Dr. New' });
    await ask('PATCH', `${base}/practitioners/${practitionerId}`, staff, { specialty: 'Optometry', active: true });
    await ask('PATCH', base, house.admin, { name: 'Renamed', signUp: { autoConfirm: true } });
    expect(lines).toMatchObject([
      { decision: 'changed', who: staff.sub, resource: 'practitioner', subject: made['id'], method: 'POST' },
      { decision: 'changed', resource: 'practitioner', subject: practitionerId, changes: ['specialty'] },
      { decision: 'foreign_clinic', who: house.admin.sub },
      { decision: 'changed', who: house.admin.sub, resource: 'clinic', subject: clinicId, changes: ['name', 'signUp'] },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/Optometry|Renamed|Dr\. New/);
    expect(await stored(`CLINIC#${clinicId}`)).toMatchObject({ updated_by: house.admin.sub });
    expect(await stored(`CLINIC#${clinicId}`, `PRACTITIONER#${practitionerId}`)).toMatchObject({
      updated_by: staff.sub,
    });
  });

  it('shows the address of the connection while no proxy is trusted', async () => {
    const { staff } = clinic;
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    await house.request('GET', '/v1/clinics', { token: staff.accessToken, headers });
    expect(lines).toMatchObject([{ decision: 'denied', client: '127.0.0.1' }]);
  });

  it.each([
    { proxies: '1', forwarded: '198.51.100.1, 203.0.113.7', client: '203.0.113.7' },
    { proxies: '2', forwarded: '198.51.100.1, 203.0.113.7', client: '198.51.100.1' },
    { proxies: '127.0.0.0/8, 203.0.113.0/24', forwarded: '198.51.100.1, 203.0.113.7', client: '198.51.100.1' },
    { proxies: '10.0.0.0/8', forwarded: '203.0.113.7', client: '127.0.0.1' },
    { proxies: '1', forwarded: 'a text\\nof somebody', client: undefined },
  ])('shows $client where TRUST_PROXY is $proxies and $forwarded comes in', async ({ proxies, forwarded, client }) => {
    const environment = { ...house.environment, TRUST_PROXY: proxies };
    const behind = await createApp(environment, { logDestination: { write } });
    await behind.listen(0, '127.0.0.1');
    const options = { token: clinic.staff.accessToken, headers: { 'x-forwarded-for': forwarded } };
    await call('GET', `${await behind.getUrl()}/v1/clinics`, options);
    await behind.close();
    expect(lines.filter(({ decision }) => decision === 'denied').map((line) => line['client'])).toEqual([client]);
  });

  it('names the user or machine in every request line, and nobody where nobody is known', async () => {
    const environment = { ...house.environment, LOG_LEVEL: 'info' };
    const talking = await createApp(environment, { logDestination: { write } });
    await talking.listen(0, '127.0.0.1');
    const url = await talking.getUrl();
    await call('GET', `${url}/v1/me`, { token: clinic.staff.accessToken });
    await call('GET', `${url}/v1/clinics`, { token: clinic.staff.accessToken });
    await call('GET', `${url}/v1/me`);
    await talking.close();
    const requests = lines.filter(({ context }) => context === 'Request');
    const who = clinic.staff.sub;
    expect(requests.map((line) => [line['who'], line['status']])).toEqual([
      [who, 200],
      [who, 403],
      [undefined, 401],
    ]);
  });
});
