import fc from 'fast-check';
import { hoursOn, openTime, type WeeklyHours } from './hours.js';
import { isWithinWorkingTime, workingTime } from './working-time.js';
import { addDays, dayAt, startOfDay, wallTimeInstant, withOffset, zoneChanges } from './zones.js';

const newYork = 'America/New_York';
const hour = 60 * 60_000;
const nineToFive = [{ from: '09:00', to: '17:00' }];
const closed: WeeklyHours = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
};
const weekdaysOpen: WeeklyHours = {
  ...closed,
  monday: nineToFive,
  tuesday: nineToFive,
  wednesday: nineToFive,
  thursday: nineToFive,
  friday: nineToFive,
};
const daily = (hours: WeeklyHours['monday']): WeeklyHours => ({
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
  sunday: hours,
});

const dayOf = (day: string, zone = newYork) => ({
  start: startOfDay(day, zone),
  end: startOfDay(addDays(day, 1), zone),
});
const shown = (spans: readonly { start: number; end: number }[], zone = newYork) =>
  spans.map(({ start, end }) => `${withOffset(start, zone)} ${withOffset(end, zone)}`);

describe('opening hours', () => {
  it('follow the weekday, a special day replaces them, and a closure beats both', () => {
    const schedule = {
      weekly: weekdaysOpen,
      specialDays: [
        { date: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }] },
        { date: '2026-12-31', hours: nineToFive },
      ],
      closures: [{ from: '2026-12-25', to: '2027-01-01' }],
    };
    expect(hoursOn('2026-12-23', schedule)).toEqual(nineToFive);
    expect(hoursOn('2026-12-24', schedule)).toEqual([{ from: '09:00', to: '12:00' }]);
    for (const day of ['2026-12-20', '2026-12-25', '2026-12-31', '2027-01-01']) {
      expect(hoursOn(day, schedule)).toEqual([]);
    }
    expect(hoursOn('2027-01-04', schedule)).toEqual(nineToFive);
  });

  it('are around the clock where none are given, closures excepted', () => {
    const closures = [{ from: '2026-12-25', to: '2026-12-25' }];
    const week = { start: startOfDay('2026-12-24', newYork), end: startOfDay('2026-12-27', newYork) };
    expect(openTime({ closures }, week, newYork)).toEqual([dayOf('2026-12-24'), dayOf('2026-12-26')]);
  });

  it('go on past midnight with the hours of the next day', () => {
    const night = daily([
      { from: '00:00', to: '06:00' },
      { from: '22:00', to: '24:00' },
    ]);
    const rules = { timeZone: newYork, clinic: { weekly: night }, practitioner: {}, timeOff: [] };
    const at = wallTimeInstant('2026-07-01', '23:30', newYork);
    expect(isWithinWorkingTime(rules, { start: at, end: at + hour })).toBe(true);
    expect(isWithinWorkingTime(rules, { start: at - 2 * hour, end: at })).toBe(false);
  });

  it('that follow each other within a day meet at every change of the clocks, in every zone from 2026 to 2030', () => {
    const quarters = daily(
      Array.from({ length: 24 }, (_, at) => ({
        from: `${String(at).padStart(2, '0')}:00`,
        to: `${String(at + 1).padStart(2, '0')}:00`,
      })),
    );
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      for (const { at } of zoneChanges(Date.UTC(2026), Date.UTC(2031), timeZone)) {
        const day = dayOf(dayAt(at, timeZone), timeZone);
        expect({ timeZone, open: openTime({ weekly: quarters }, day, timeZone) }).toEqual({ timeZone, open: [day] });
      }
    }
  });
});

describe('working time', () => {
  const rules = {
    timeZone: newYork,
    clinic: { weekly: weekdaysOpen, closures: [{ from: '2026-03-11', to: '2026-03-11' }] },
    practitioner: {
      weekly: daily([{ from: '12:00', to: '20:00' }]),
      specialDays: [{ date: '2026-03-10', hours: [{ from: '08:00', to: '10:00' }] }],
    },
    timeOff: [{ start: Date.parse('2026-03-09T14:00-04:00'), end: Date.parse('2026-03-09T15:00-04:00') }],
  };

  it('is where the clinic is open, the practitioner works, and is not off', () => {
    expect(shown(workingTime(rules, dayOf('2026-03-09')))).toEqual([
      '2026-03-09T12:00:00-04:00 2026-03-09T14:00:00-04:00',
      '2026-03-09T15:00:00-04:00 2026-03-09T17:00:00-04:00',
    ]);
    expect(shown(workingTime(rules, dayOf('2026-03-10')))).toEqual([
      '2026-03-10T09:00:00-04:00 2026-03-10T10:00:00-04:00',
    ]);
    expect(workingTime(rules, dayOf('2026-03-11'))).toEqual([]);
    expect(workingTime(rules, dayOf('2026-03-08'))).toEqual([]);
  });

  it('holds a visit only as a whole', () => {
    const at = (time: string) => Date.parse(`2026-03-09T${time}-04:00`);
    expect(isWithinWorkingTime(rules, { start: at('13:00'), end: at('14:00') })).toBe(true);
    expect(isWithinWorkingTime(rules, { start: at('13:30'), end: at('14:05') })).toBe(false);
    expect(isWithinWorkingTime(rules, { start: at('16:30'), end: at('17:30') })).toBe(false);
  });

  it('is a day of 23 or 25 hours where the clocks change', () => {
    const always = { ...rules, clinic: {}, practitioner: {}, timeOff: [] };
    const length = (day: string) =>
      workingTime(always, dayOf(day)).reduce((sum, { start, end }) => sum + (end - start) / hour, 0);
    expect([length('2026-03-08'), length('2026-11-01'), length('2026-11-02')]).toEqual([23, 25, 24]);
  });

  it('never reaches outside the opening hours of the clinic', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(zone, fc.nat(1_800), (timeZone, days) => {
        const span = dayOf(addDays('2026-01-01', days), timeZone);
        const open = openTime(rules.clinic, span, timeZone);
        for (const part of workingTime({ ...rules, timeZone }, span)) {
          expect(open.some(({ start, end }) => start <= part.start && part.end <= end)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
