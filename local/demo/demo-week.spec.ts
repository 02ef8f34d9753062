import { type DemoClinic, demoClinics, demoUsers } from './demo-cast.js';
import { demoAppointments, demoDays } from './demo-week.js';
import { addDays, isSunday, localDay, zonedTime } from './zoned-time.js';

const [sunrise, valley] = demoClinics as [DemoClinic, DemoClinic];

describe('zoned time', () => {
  it.each([
    ['2026-11-24', '09:00', 'America/New_York', '2026-11-24T09:00:00-05:00'],
    ['2026-07-01', '09:00', 'America/New_York', '2026-07-01T09:00:00-04:00'],
    ['2026-07-01', '08:30', 'America/Los_Angeles', '2026-07-01T08:30:00-07:00'],
    ['2026-07-01', '23:30', 'Asia/Kathmandu', '2026-07-01T23:30:00+05:45'],
    ['2026-01-01', '12:00', 'UTC', '2026-01-01T12:00:00+00:00'],
    // the clocks of New York change on 2026-03-08 and 2026-11-01, at two in the morning
    ['2026-03-08', '01:30', 'America/New_York', '2026-03-08T01:30:00-05:00'],
    ['2026-03-08', '03:30', 'America/New_York', '2026-03-08T03:30:00-04:00'],
    ['2026-11-01', '09:00', 'America/New_York', '2026-11-01T09:00:00-05:00'],
  ])('%s %s in %s is %s', (day, time, timeZone, expected) => {
    expect(zonedTime(day, time, timeZone)).toBe(expected);
  });

  it('tells the calendar day that each place has at one instant', () => {
    const instant = new Date('2026-11-24T03:00:00Z');
    expect(localDay(instant, 'America/New_York')).toBe('2026-11-23');
    expect(localDay(instant, 'Asia/Tokyo')).toBe('2026-11-24');
  });

  it('counts days over the ends of months and years', () => {
    expect(addDays('2026-12-30', 3)).toBe('2027-01-02');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  it('knows Sundays', () => {
    expect(['2026-11-21', '2026-11-22', '2026-11-23'].map(isSunday)).toEqual([false, true, false]);
  });
});

describe('the demonstration week', () => {
  const now = new Date('2026-11-24T03:00:00Z');

  it('lies around today by the clinic’s own calendar, without Sundays', () => {
    expect(demoDays(sunrise, now)).toEqual([
      '2026-11-20',
      '2026-11-21',
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ]);
  });

  it('books both practitioners within opening hours, on a grid of five minutes, never two at a time', () => {
    for (const clinic of [sunrise, valley]) {
      for (const day of demoDays(clinic, now)) {
        const appointments = demoAppointments(clinic, day);
        expect(new Set(appointments.map(({ body }) => body.practitionerId)).size).toBe(2);
        for (const { body } of appointments) {
          expect(Date.parse(body.startsAt)).toBeGreaterThanOrEqual(
            Date.parse(zonedTime(day, clinic.hours.from, clinic.timeZone)),
          );
          expect(Date.parse(body.endsAt)).toBeLessThanOrEqual(
            Date.parse(zonedTime(day, clinic.hours.to, clinic.timeZone)),
          );
          expect(Date.parse(body.startsAt) % 300_000).toBe(0);
          expect(Date.parse(body.endsAt) % 300_000).toBe(0);
          expect(Date.parse(body.startsAt)).toBeLessThan(Date.parse(body.endsAt));
        }
        expect(overlapping(appointments.map(({ body }) => body))).toEqual([]);
      }
    }
  });

  it('is the same for the same day, under keys that name each appointment alone', () => {
    const all = [sunrise, valley].flatMap((clinic) =>
      demoDays(clinic, now).flatMap((day) => demoAppointments(clinic, day)),
    );
    expect(new Set(all.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(all.length);
    expect(demoAppointments(sunrise, '2026-11-24')).toEqual(demoAppointments(sunrise, '2026-11-24'));
  });
});

describe('the demonstration users', () => {
  it('are an administrator, and staff and billing for each clinic under its own e-mail domain', () => {
    for (const { id, emailDomains } of [sunrise, valley]) {
      const users = demoUsers.filter(({ clinicId }) => clinicId === id);
      expect(users.map(({ group }) => group)).toEqual(['clinic-staff', 'billing']);
      for (const { email } of users) expect(emailDomains).toContain(email.split('@')[1]);
    }
    expect(demoUsers.filter(({ clinicId }) => clinicId === null).map(({ group }) => group)).toEqual(['admin']);
  });
});

function overlapping(bodies: { practitionerId: string; startsAt: string; endsAt: string }[]): string[] {
  return bodies.flatMap((one, index) =>
    bodies
      .slice(index + 1)
      .filter(
        (other) =>
          one.practitionerId === other.practitionerId &&
          Date.parse(one.startsAt) < Date.parse(other.endsAt) &&
          Date.parse(other.startsAt) < Date.parse(one.endsAt),
      )
      .map((other) => `${one.startsAt} and ${other.startsAt}`),
  );
}
