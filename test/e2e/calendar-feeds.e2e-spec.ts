import { House, type HouseClinic } from '../support/server/house.js';

let house: House;
let clinic: HouseClinic;
beforeAll(async () => {
  house = await House.open();
  clinic = await house.clinic();
});
afterAll(() => house.close());

it('serves a calendar to who has its address, answers 304 while nothing changed, and 404 once it is revoked', async () => {
  const feeds = `/v1/clinics/${clinic.clinicId}/calendar-feeds`;
  const token = clinic.staff.accessToken;
  const made = await house.request('POST', feeds, { token, body: {} });
  expect(made.status).toBe(201);
  const path = String(made.body['path']);
  const read = await house.request('GET', path);
  expect(read.status).toBe(200);
  expect(read.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(read.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  const etag = read.headers.get('etag') ?? '';
  const again = await house.request('GET', path, { headers: { 'if-none-match': etag } });
  expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
  const revoked = await house.request('DELETE', `${feeds}/${String(made.body['id'])}`, { token });
  expect(revoked.status).toBe(204);
  expect(await house.request('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

it('exports billing as a CSV file to the billing group alone', async () => {
  const path = `/v1/clinics/${clinic.clinicId}/billing/export.csv?from=2026-01-01&to=2026-02-01`;
  const answer = await house.request('GET', path, { token: clinic.billing.accessToken });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.text).toBe('appointment,begins,practitioner,patient,visit type,status,amount,currency,reference\r\n');
  expect(await house.request('GET', path, { token: clinic.staff.accessToken })).toMatchObject({ status: 403 });
});
