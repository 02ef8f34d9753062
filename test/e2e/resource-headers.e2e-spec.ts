import { House, type HouseClinic } from '../support/server/house.js';
import type { Answer } from '../support/server/http.js';

let house: House;
let clinic: HouseClinic;
beforeAll(async () => {
  house = await House.open();
  clinic = await house.clinic();
});
afterAll(() => house.close());

const asAdmin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  house.request(method, path, { token: house.admin.accessToken, body, headers });

/** A way to create each kind of resource, and a change of it. */
const resources = {
  clinics: () => ({ path: '/v1/clinics', body: { name: 'A', timeZone: 'UTC' }, change: { name: 'B' } }),
  practitioners: () => ({
    path: `/v1/clinics/${clinic.clinicId}/practitioners`,
    body: { name: 'Ada' },
    change: { name: 'Bo' },
  }),
  'visit types': () => ({
    path: `/v1/clinics/${clinic.clinicId}/visit-types`,
    body: { name: 'Check-up', durationMinutes: 30 },
    change: { bufferAfterMinutes: 10 },
  }),
  patients: () => ({
    path: `/v1/clinics/${clinic.clinicId}/patients`,
    body: { name: 'Ada Example' },
    change: { birthDate: '1985-04-12' },
  }),
  appointments: () => ({
    path: `/v1/clinics/${clinic.clinicId}/appointments`,
    body: {
      practitionerId: clinic.practitionerId,
      startsAt: '2030-03-01T15:00:00Z',
      endsAt: '2030-03-01T15:30:00Z',
      patientName: 'Ada Example',
    },
    change: { notes: 'changed' },
  }),
} as const;

describe.each(Object.entries(resources))('%s', (_name, make) => {
  it('answer Location and ETag when one is made, and the same again under its Idempotency-Key', async () => {
    const { path, body } = make();
    const headers = { 'idempotency-key': 'make-one' };
    const made = await asAdmin('POST', path, body, headers);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`${path}/${String(made.body['id'])}`);
    expect(made.headers.get('etag')).toBe(made.body['etag']);
    const again = await asAdmin('POST', path, body, headers);
    expect(again).toMatchObject({ status: 201, text: made.text });
  });

  it('take If-Match, and give another ETag with each change', async () => {
    const { path, body, change } = make();
    const made = await asAdmin('POST', path, body, { 'idempotency-key': 'make-one' });
    const location = made.headers.get('location') ?? '';
    const ifMatch = { 'if-match': made.headers.get('etag') ?? '' };
    const changed = await asAdmin('PATCH', location, change, ifMatch);
    expect(changed.status).toBe(200);
    const read = await asAdmin('GET', location);
    expect(read.headers.get('etag')).toBe(changed.headers.get('etag'));
    expect(read.headers.get('etag')).not.toBe(ifMatch['if-match']);
    const late = await asAdmin('PATCH', location, change, ifMatch);
    expect(late).toMatchObject({ status: 412, body: { code: 'version_mismatch' } });
  });
});
