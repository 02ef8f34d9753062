import { appointmentChanges, appointmentQuery, newAppointment } from './appointment.schema.js';

const valid = {
  practitionerId: 'PRA-1',
  startsAt: '2026-03-02T09:00:00Z',
  endsAt: '2026-03-02T09:30:00Z',
  patientName: 'Ida Example',
};

const pointers = (
  schema: typeof newAppointment | typeof appointmentChanges | typeof appointmentQuery,
  value: unknown,
) => schema.safeParse(value).error?.issues.map(({ path }) => path.join('/'));

describe('a booking', () => {
  it('is taken with any offset, its name without the spaces around it', () => {
    const parsed = newAppointment.parse({ ...valid, startsAt: '2026-03-02T04:00:00-05:00', patientName: '  Ida 👩‍⚕️ ' });
    expect(parsed.startsAt.toISOString()).toBe('2026-03-02T09:00:00.000Z');
    expect(parsed.patientName).toBe('Ida 👩‍⚕️');
  });

  it.each([
    [{ startsAt: '2026-03-02T09:00:00' }, ['startsAt']],
    [{ startsAt: '2026-02-30T09:00:00Z' }, ['startsAt']],
    [{ startsAt: '2026-03-02' }, ['startsAt']],
    [{ startsAt: '2026-03-02T09:03:00Z' }, ['startsAt']],
    [{ startsAt: 1_772_442_000_000 }, ['startsAt']],
    [{ startsAt: '1999-12-31T23:00:00Z', endsAt: '1999-12-31T23:30:00Z' }, ['startsAt', 'endsAt']],
    [{ startsAt: '2100-01-01T00:00:00Z', endsAt: '2100-01-01T00:30:00Z' }, ['startsAt', 'endsAt']],
    [{ startsAt: '2099-12-31T23:30:00-01:00', endsAt: '2099-12-31T23:45:00-01:00' }, ['startsAt', 'endsAt']],
    [{ endsAt: '2026-03-02T09:00:00Z' }, ['endsAt']],
    [{ endsAt: '2026-03-02T17:05:00Z' }, ['endsAt']],
    [{ patientName: '' }, ['patientName']],
    [{ patientName: ' \t ' }, ['patientName']],
    [{ patientName: 'a\nb' }, ['patientName']],
    [{ patientName: 'a\u0000b' }, ['patientName']],
    [{ patientName: 'a\ud800' }, ['patientName']],
    [{ patientName: 'x'.repeat(201) }, ['patientName']],
    [{ notes: 'x'.repeat(2_001) }, ['notes']],
    [{ notes: 'a\u001bb' }, ['notes']],
    [{ notes: null }, ['notes']],
    [{ practitionerId: 'PRA#1' }, ['practitionerId']],
    [{ id: 'APT-1' }, ['']],
  ])('with %j is refused', (changes, expected) => {
    expect([...new Set(pointers(newAppointment, { ...valid, ...changes }))]).toEqual(expected);
  });

  it('may have notes of several lines and last 8 hours', () => {
    const long = { ...valid, endsAt: '2026-03-02T17:00:00Z', notes: 'one\n\ttwo' };
    expect(newAppointment.safeParse(long).success).toBe(true);
  });
});

describe('changes', () => {
  it('name at least one field, and notes may go', () => {
    expect(pointers(appointmentChanges, {})).toEqual(['']);
    expect(appointmentChanges.parse({ notes: null })).toEqual({ notes: null });
    expect(appointmentChanges.safeParse({ notes: 'x', status: 'cancelled' }).success).toBe(false);
  });
});

describe('a list’s query', () => {
  it('has a range of at most 366 days that ends after it begins', () => {
    const from = '2026-01-01T00:00:00Z';
    expect(appointmentQuery.parse({ from, to: '2027-01-02T00:00:00Z' }).limit).toBe(50);
    expect(pointers(appointmentQuery, { from, to: '2027-01-02T00:00:01Z' })).toEqual(['to']);
    expect(pointers(appointmentQuery, { from, to: from })).toEqual(['to']);
    expect(pointers(appointmentQuery, { from: 'x', to: from })).toEqual(['from']);
  });
});
