import fc from 'fast-check';
import {
  addDays,
  dayAt,
  daysBetween,
  startOfDay,
  wallTimeInstant,
  weekdayOf,
  withOffset,
  zoneChanges,
} from './zones.js';

const zones = Intl.supportedValuesOf('timeZone');
const from = Date.UTC(2026, 0, 1);
const to = Date.UTC(2031, 0, 1);
const minute = 60_000;
const fiveMinutes = 5 * minute;

/** What a clock shows there, by the runtime's own calendar and not by Temporal: `2026-03-08T09:00`. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function shownAt(instant: number, timeZone: string): string {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock.format(instant).replace(' ', 'T');
}

/** Every change of a clock in five years, in every zone of the IANA database that this runtime knows. */
const changes = zones.flatMap((timeZone) => zoneChanges(from, to, timeZone).map((change) => ({ timeZone, ...change })));

const two = (value: number): string => String(value).padStart(2, '0');
const wallTime = fc.nat(287).map((tick) => `${two(Math.floor(tick / 12))}:${two((tick % 12) * 5)}`);

describe('wall-clock times', () => {
  it('know hundreds of zones and their changes', () => {
    expect(zones.length).toBeGreaterThan(400);
    expect(changes.length).toBeGreaterThan(1_000);
  });

  it('are reached at the first instant whose clock shows them or has passed them, around every change of every zone', () => {
    for (const { timeZone, at } of changes) {
      const day = dayAt(at, timeZone);
      const around = [-90, -60, -30, -5, 0, 5, 30, 60, 90].map((minutes) => shownAt(at + minutes * minute, timeZone));
      for (const time of new Set(around.filter((shown) => shown.startsWith(day)).map((shown) => shown.slice(11)))) {
        expectFirst(day, time, timeZone);
      }
    }
  });

  it('are reached so on any day, at any time, in any zone', () => {
    const anyDay = fc.nat(5 * 365).map((days) => addDays('2026-01-01', days));
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyDay, wallTime, (timeZone, day, time) => {
        expectFirst(day, time, timeZone);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never run backwards within a day, and the end of a day is the beginning of the next', () => {
    fc.assert(
      fc.property(fc.constantFrom(...changes), wallTime, wallTime, ({ timeZone, at }, one, other) => {
        const day = dayAt(at, timeZone);
        const [early, late] = one < other ? [one, other] : [other, one];
        expect(wallTimeInstant(day, early, timeZone)).toBeLessThanOrEqual(wallTimeInstant(day, late, timeZone));
        expect(wallTimeInstant(day, '24:00', timeZone)).toBe(startOfDay(addDays(day, 1), timeZone));
        expect(wallTimeInstant(day, late, timeZone)).toBeLessThan(wallTimeInstant(day, '24:00', timeZone));
      }),
      { numRuns: 1_000 },
    );
  });

  /** The instant shows the time or is a change that skipped it, and five minutes earlier it was not reached yet. */
  function expectFirst(day: string, time: string, timeZone: string): void {
    const found = wallTimeInstant(day, time, timeZone);
    const wanted = `${day}T${time}`;
    const shown = shownAt(found, timeZone);
    const context = `${timeZone} ${wanted}`;
    expect({ context, reached: shown >= wanted }).toEqual({ context, reached: true });
    const isChange = shownAt(found - 1, timeZone) < wanted;
    expect({ context, first: isChange }).toEqual({ context, first: true });
    // what is shown twice is reached the first time
    expect({ context, early: shownAt(found - fiveMinutes, timeZone) < wanted }).toEqual({ context, early: true });
    for (const hours of [0.5, 1, 2]) {
      const earlier = shownAt(found - hours * 60 * minute, timeZone);
      expect({ context, hours, again: earlier.startsWith(day) && earlier >= wanted }).toEqual({
        context,
        hours,
        again: false,
      });
    }
  }

  it.each([
    ['a time that is skipped', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T03:00:00-04:00'],
    ['a time that is shown twice', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T01:30:00-04:00'],
    ['midnight that is skipped', 'Africa/Cairo', '2026-04-24', '00:00', '2026-04-24T01:00:00+03:00'],
    ['a change of half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-04T02:30:00+11:00'],
    ['a leap day', 'Pacific/Auckland', '2028-02-29', '09:00', '2028-02-29T09:00:00+13:00'],
  ])('reads %s', (_what, timeZone, day, time, expected) => {
    expect(withOffset(wallTimeInstant(day, time, timeZone), timeZone)).toBe(expected);
  });
});

describe('days', () => {
  it('are those that a clock shows, one after another, leap days included', () => {
    expect(daysBetween(Date.UTC(2028, 1, 28, 12), Date.UTC(2028, 2, 1, 12), 'UTC')).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
    expect(daysBetween(Date.UTC(2027, 0, 1), Date.UTC(2027, 0, 1, 5), 'America/New_York')).toEqual(['2026-12-31']);
    expect(daysBetween(5, 5, 'UTC')).toEqual([]);
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7]);
  });

  it('meet without a gap in every zone, whatever the clocks do', () => {
    fc.assert(
      fc.property(fc.constantFrom(...changes), ({ timeZone, at }) => {
        const day = dayAt(at, timeZone);
        const [start, end] = [startOfDay(day, timeZone), startOfDay(addDays(day, 1), timeZone)];
        expect(shownAt(start, timeZone).slice(0, 10)).toBe(day);
        expect(shownAt(start - 1, timeZone).slice(0, 10)).toBe(addDays(day, -1));
        expect(shownAt(end - 1, timeZone).slice(0, 10)).toBe(day);
        expect(daysBetween(start, end, timeZone)).toEqual([day]);
      }),
      { numRuns: 1_000 },
    );
  });
});
