import fc from 'fast-check';
import { mostOccurrences, occurrencesOf, recurrenceFault, TooManyOccurrencesError } from './recurrence.js';
import { dayAt, wallTimeInstant, weekdayOf, withOffset, zoneChanges } from './zones.js';

const newYork = 'America/New_York';
const datesOf = (rule: string, day: string, time = '09:00', timeZone = newYork): string[] =>
  occurrencesOf(rule, wallTimeInstant(day, time, timeZone), timeZone).map((start) => withOffset(start, timeZone));

describe('a recurrence rule', () => {
  it.each([
    'FREQ=WEEKLY;COUNT=10',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231T235959Z',
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=3',
    'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=100',
    'FREQ=YEARLY;COUNT=2',
  ])('is taken: %s', (rule) => {
    expect(recurrenceFault(rule)).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['other text', 'every monday'],
    ['no end', 'FREQ=WEEKLY'],
    ['two ends', 'FREQ=WEEKLY;COUNT=2;UNTIL=20261231T235959Z'],
    ['hours', 'FREQ=HOURLY;COUNT=2'],
    ['seconds', 'FREQ=SECONDLY;COUNT=2'],
    ['a start of its own', 'DTSTART=20260101;FREQ=WEEKLY;COUNT=2'],
    ['a line break', 'FREQ=WEEKLY;COUNT=2\nRDATE:20260101'],
    ['a part twice', 'FREQ=WEEKLY;COUNT=2;COUNT=3'],
    ['too many dates', 'FREQ=DAILY;COUNT=101'],
    ['no date at all', 'FREQ=DAILY;COUNT=0'],
    ['an unknown weekday', 'FREQ=WEEKLY;BYDAY=XX;COUNT=2'],
    ['an unknown month', 'FREQ=YEARLY;BYMONTH=13;COUNT=2'],
    ['length', `FREQ=WEEKLY;COUNT=2;BYDAY=${'MO,'.repeat(200)}MO`],
  ])('is refused for %s', (_why, rule) => {
    expect(recurrenceFault(rule)).toEqual(expect.any(String));
  });

  it('keeps the time of the wall clock when the clocks change', () => {
    expect(datesOf('FREQ=WEEKLY;COUNT=3', '2026-03-02')).toEqual([
      '2026-03-02T09:00:00-05:00',
      '2026-03-09T09:00:00-04:00',
      '2026-03-16T09:00:00-04:00',
    ]);
  });

  it('leaves out a date whose time the clocks skip, and goes on at its own time (RFC 5545)', () => {
    expect(datesOf('FREQ=DAILY;COUNT=3', '2026-03-07', '02:30')).toEqual([
      '2026-03-07T02:30:00-05:00',
      '2026-03-09T02:30:00-04:00',
      '2026-03-10T02:30:00-04:00',
    ]);
  });

  it('knows leap days and months without a 31st', () => {
    expect(datesOf('FREQ=YEARLY;COUNT=2', '2028-02-29')).toEqual([
      '2028-02-29T09:00:00-05:00',
      '2032-02-29T09:00:00-05:00',
    ]);
    expect(datesOf('FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', '2026-01-31').map((date) => date.slice(5, 10))).toEqual([
      '01-31',
      '03-31',
      '05-31',
    ]);
  });

  it('always holds the first start', () => {
    expect(datesOf('FREQ=WEEKLY;BYDAY=MO;UNTIL=20260310T000000Z', '2026-03-04')).toEqual([
      '2026-03-04T09:00:00-05:00',
      '2026-03-09T09:00:00-04:00',
    ]);
  });

  it('gives at most a hundred dates, and says so when there are more', () => {
    expect(datesOf(`FREQ=DAILY;COUNT=${mostOccurrences}`, '2026-01-01')).toHaveLength(100);
    expect(() => datesOf('FREQ=DAILY;UNTIL=20270101T000000Z', '2026-01-01')).toThrow(TooManyOccurrencesError);
  });

  it('stays at its time when the clocks change near the end of a year', () => {
    // the offsets are those of the time zone database that Node carries, and differ between its versions
    const dates = datesOf('FREQ=WEEKLY;COUNT=4', '2029-12-21', '00:00', 'Africa/Casablanca');
    expect(dates.map((date) => date.slice(0, 16))).toEqual([
      '2029-12-21T00:00',
      '2029-12-28T00:00',
      '2030-01-04T00:00',
      '2030-01-11T00:00',
    ]);
  });

  it('stays on its weekday and wall time across every change of every zone from 2026 to 2030', () => {
    const changes = Intl.supportedValuesOf('timeZone').flatMap((timeZone) =>
      zoneChanges(Date.UTC(2026), Date.UTC(2031), timeZone).map(({ at }) => ({ timeZone, at })),
    );
    const tick = fc.nat(287);
    fc.assert(
      fc.property(fc.constantFrom(...changes), tick, ({ timeZone, at }, minutes) => {
        const day = dayAt(at - 9 * 86_400_000, timeZone);
        const time = `${String(Math.floor(minutes / 12)).padStart(2, '0')}:${String((minutes % 12) * 5).padStart(2, '0')}`;
        const [first = '', ...rest] = datesOf('FREQ=WEEKLY;COUNT=4', day, time, timeZone);
        for (const date of rest) {
          expect({ timeZone, time: date.slice(11, 16) }).toEqual({ timeZone, time: first.slice(11, 16) });
          expect(weekdayOf(date.slice(0, 10))).toBe(weekdayOf(first.slice(0, 10)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
