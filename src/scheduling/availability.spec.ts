import fc from 'fast-check';
import { type AvailabilityRequest, bookingWindow, freeStarts } from './availability.js';
import { openTime } from './hours.js';
import type { Span } from './spans.js';
import { dayAt, startOfDay, withOffset, zoneChanges } from './zones.js';

const minute = 60_000;
const spanOf = (start: number, end: number): Span => ({ start: start * minute, end: end * minute });
const request = (changes: Partial<AvailabilityRequest>): AvailabilityRequest => ({
  working: [spanOf(0, 120)],
  busy: [],
  durationMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  slotStepMinutes: 15,
  from: 0,
  to: 120 * minute,
  ...changes,
});
const startsOf = (changes: Partial<AvailabilityRequest>): number[] =>
  freeStarts(request(changes)).map((start) => start / minute);

describe('free starts', () => {
  it('lie on the steps from the beginning of the working time, and end where the visit no longer fits', () => {
    expect(startsOf({})).toEqual([0, 15, 30, 45, 60, 75, 90]);
    expect(startsOf({ working: [spanOf(5, 60)], slotStepMinutes: 20 })).toEqual([5, 25]);
  });

  it('leave out what meets a booking, and keep their steps behind it', () => {
    expect(startsOf({ busy: [spanOf(40, 50)] })).toEqual([0, 60, 75, 90]);
  });

  it('keep buffers free of bookings; buffers may lie outside the working time', () => {
    const buffers = { bufferBeforeMinutes: 10, bufferAfterMinutes: 5 };
    expect(startsOf(buffers)).toEqual([0, 15, 30, 45, 60, 75, 90]);
    expect(startsOf({ ...buffers, busy: [spanOf(-20, -5)] })).toEqual([15, 30, 45, 60, 75, 90]);
    expect(startsOf({ ...buffers, busy: [spanOf(50, 55)] })).toEqual([0, 15, 75, 90]);
  });

  it('lie in the time asked for, its end excluded', () => {
    expect(startsOf({ from: 10 * minute, to: 60 * minute })).toEqual([15, 30, 45]);
  });

  it('are exactly those that a search of every minute finds', () => {
    const spans = fc.array(
      fc
        .tuple(fc.integer({ min: -60, max: 300 }), fc.integer({ min: 5, max: 90 }))
        .map(([start, length]) => spanOf(start, start + length)),
      { maxLength: 6 },
    );
    const small = fc.integer({ min: 0, max: 4 }).map((ticks) => ticks * 5);
    fc.assert(
      fc.property(
        spans,
        small,
        small,
        fc.constantFrom(5, 10, 15, 30),
        fc.integer({ min: 1, max: 9 }),
        (busy, bufferBeforeMinutes, bufferAfterMinutes, slotStepMinutes, ticks) => {
          const durationMinutes = ticks * 5;
          const working = [spanOf(0, 240)];
          const shape = { busy, bufferBeforeMinutes, bufferAfterMinutes, slotStepMinutes, durationMinutes, working };
          const expected = Array.from({ length: 241 }, (_, at) => at).filter(
            (at) =>
              at % slotStepMinutes === 0 &&
              at + durationMinutes <= 240 &&
              busy.every(
                ({ start, end }) =>
                  end <= (at - bufferBeforeMinutes) * minute ||
                  start >= (at + durationMinutes + bufferAfterMinutes) * minute,
              ),
          );
          expect(startsOf({ ...shape, to: 300 * minute })).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('on the day of every change of the clocks are real times of that day, evenly apart, in every zone', () => {
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      for (const { at, before, after } of zoneChanges(Date.UTC(2026), Date.UTC(2031), timeZone)) {
        const day = dayAt(at, timeZone);
        const start = startOfDay(day, timeZone);
        const end = openTime({}, { start, end: start + 1 }, timeZone)[0]?.end ?? start;
        const starts = freeStarts(request({ working: [{ start, end }], slotStepMinutes: 60, from: start, to: end }));
        // a day of 24 hours, less what the change takes away of it and not of the day before
        const ofTheDayBefore = at === start && new Date(at + before).toISOString().slice(0, 10) !== day;
        const length = 24 * 60 - (ofTheDayBefore ? 0 : (after - before) / minute);
        expect({ timeZone, day, found: starts.length }).toEqual({
          timeZone,
          day,
          found: Math.floor((length - 30) / 60) + 1,
        });
        expect(starts.every((instant) => dayAt(instant, timeZone) === day)).toBe(true);
        expect(new Set(starts.map((instant) => withOffset(instant, timeZone))).size).toBe(starts.length);
      }
    }
  });
});

describe('the booking window', () => {
  it('begins after the lead time and ends with the horizon, if there is one', () => {
    const now = Date.UTC(2026, 2, 2);
    expect(bookingWindow({ leadTimeMinutes: 90 }, now)).toEqual({ start: now + 90 * minute, end: Infinity });
    expect(bookingWindow({ leadTimeMinutes: 0, horizonDays: 2 }, now).end).toBe(Date.UTC(2026, 2, 4) + 1);
  });
});
