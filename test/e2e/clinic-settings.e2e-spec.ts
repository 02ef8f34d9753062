import { House, type HouseClinic } from '../support/server/house.js';
import type { Answer } from '../support/server/http.js';

let house: House;
let clinic: HouseClinic;
beforeAll(async () => {
  house = await House.open();
});
beforeEach(async () => {
  clinic = await house.clinic();
});
afterAll(() => house.close());

const asStaff = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  house.request(method, `/v1/clinics/${clinic.clinicId}${path}`, { token: clinic.staff.accessToken, body, headers });

const hours = {
  monday: [
    { from: '08:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ],
  friday: [{ from: '22:00', to: '24:00' }],
};

describe('the settings of a clinic', () => {
  it('are set by its staff, shown with the clinic, and taken away with null', async () => {
    const set = await asStaff('PATCH', '/settings', {
      openingHours: hours,
      closures: [{ from: '2027-12-24', to: '2027-12-26' }],
      specialDays: [{ date: '2027-12-31', hours: [{ from: '09:00', to: '12:00' }] }],
      bookingRules: { leadTimeMinutes: 60, horizonDays: 90 },
    });
    expect(set).toMatchObject({
      status: 200,
      body: {
        openingHours: {
          monday: [
            { from: '08:00', to: '12:00' },
            { from: '13:00', to: '17:00' },
          ],
          tuesday: [],
          friday: [{ from: '22:00', to: '24:00' }],
        },
        bookingRules: {
          leadTimeMinutes: 60,
          horizonDays: 90,
          cancellationNoticeMinutes: 0,
          slotStepMinutes: 15,
          requireIfMatch: false,
        },
      },
    });
    const read = await asStaff('GET', '');
    expect(read.body).toEqual(set.body);
    expect(read.headers.get('etag')).toBe(set.headers.get('etag'));
    const cleared = await asStaff('PATCH', '/settings', { openingHours: null });
    expect(cleared.body).not.toHaveProperty('openingHours');
    expect(cleared.body).toHaveProperty('closures');
  });

  it('leave name, time zone and e-mail domains to administrators', async () => {
    for (const body of [{ name: 'Mine' }, { timeZone: 'UTC' }, { emailDomains: ['x.example'] }, {}]) {
      expect(await asStaff('PATCH', '/settings', body)).toMatchObject({
        status: 400,
        body: { code: 'invalid_request' },
      });
    }
  });

  it.each([
    [
      'hours that overlap',
      {
        openingHours: {
          monday: [
            { from: '08:00', to: '12:00' },
            { from: '11:55', to: '13:00' },
          ],
        },
      },
    ],
    ['hours that end before they begin', { openingHours: { monday: [{ from: '12:00', to: '08:00' }] } }],
    ['a time off the five-minute marks', { openingHours: { monday: [{ from: '08:01', to: '12:00' }] } }],
    ['a time that no clock shows', { openingHours: { monday: [{ from: '08:00', to: '24:30' }] } }],
    ['an unknown weekday', { openingHours: { someday: [] } }],
    ['a date that is none', { closures: [{ from: '2027-02-29', to: '2027-03-01' }] }],
    ['a closure that ends before it begins', { closures: [{ from: '2027-03-02', to: '2027-03-01' }] }],
    [
      'a date twice',
      {
        specialDays: [
          { date: '2027-03-01', hours: [] },
          { date: '2027-03-01', hours: [] },
        ],
      },
    ],
    ['a step off the five-minute marks', { bookingRules: { slotStepMinutes: 7 } }],
    ['a negative lead time', { bookingRules: { leadTimeMinutes: -5 } }],
  ])('refuse %s', async (_what, body) => {
    expect(await asStaff('PATCH', '/settings', body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  it('can demand If-Match on every change of the clinic, and nowhere else', async () => {
    await asStaff('PATCH', '/settings', { bookingRules: { requireIfMatch: true } });
    const patient = await asStaff('POST', '/patients', { name: 'Ada' });
    const path = `/patients/${String(patient.body['id'])}`;
    const etag = patient.headers.get('etag') ?? '';
    for (const [method, target, body] of [
      ['PATCH', '/settings', { closures: [] }],
      ['PATCH', `/practitioners/${clinic.practitionerId}`, { name: 'Bo' }],
      ['PATCH', path, { name: 'Eve' }],
      ['DELETE', path, undefined],
    ] as const) {
      // whoever may not do it does not learn what the clinic demands
      const stranger = await house.request(method, `/v1/clinics/${clinic.clinicId}${target}`, { body });
      expect(stranger.body['code']).toBe('missing_token');
      expect(await asStaff(method, target, body)).toMatchObject({
        status: 428,
        body: { code: 'precondition_required' },
      });
    }
    expect(await asStaff('PATCH', path, { name: 'Eve' }, { 'if-match': '"old"' })).toMatchObject({ status: 412 });
    expect(await asStaff('PATCH', path, { name: 'Eve' }, { 'if-match': etag })).toMatchObject({ status: 200 });
    const elsewhere = await house.clinic();
    const free = await house.request('PATCH', `/v1/clinics/${elsewhere.clinicId}/settings`, {
      token: elsewhere.staff.accessToken,
      body: { closures: [] },
    });
    expect(free.status).toBe(200);
  });
});

describe('a practitioner', () => {
  it('has working hours, exceptions and time off, which null takes away', async () => {
    const path = `/practitioners/${clinic.practitionerId}`;
    const set = await asStaff('PATCH', path, {
      workingHours: hours,
      exceptions: [{ date: '2027-05-01', hours: [] }],
      timeOff: [{ startsAt: '2027-07-01T00:00:00-04:00', endsAt: '2027-07-15T00:00:00-04:00', reason: 'Holiday' }],
    });
    expect(set).toMatchObject({
      status: 200,
      body: {
        workingHours: { friday: [{ from: '22:00', to: '24:00' }], sunday: [] },
        timeOff: [{ startsAt: '2027-07-01T04:00:00.000Z', endsAt: '2027-07-15T04:00:00.000Z', reason: 'Holiday' }],
      },
    });
    const cleared = await asStaff('PATCH', path, { workingHours: null, timeOff: null });
    expect(cleared.body).not.toHaveProperty('workingHours');
    expect(cleared.body).toHaveProperty('exceptions');
    const backwards = [{ startsAt: '2027-07-02T00:00:00Z', endsAt: '2027-07-01T00:00:00Z' }];
    expect(await asStaff('PATCH', path, { timeOff: backwards })).toMatchObject({ status: 400 });
  });
});
