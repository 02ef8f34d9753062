import { Temporal } from 'temporal-polyfill';

/** A day of the calendar, `yyyy-mm-dd`, with no time zone. */
export type Day = string;

/** A time that a wall clock shows, `hh:mm`; `24:00` is the end of the day. */
export type WallTime = string;

/** The calendar day that a clock in this time zone shows at an instant. */
export function dayAt(instant: number, timeZone: string): Day {
  return zoned(instant, timeZone).toPlainDate().toString();
}

/** The instant with the offset that is in force there: `2026-03-08T09:00:00-04:00`. */
export function withOffset(instant: number, timeZone: string): string {
  return zoned(instant, timeZone).toString({ smallestUnit: 'second', timeZoneName: 'never' });
}

/** The first instant of a day. It is not always shown as 00:00: some clocks are put forward at midnight. */
export function startOfDay(day: Day, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
}

/**
 * The first instant at which a clock there has reached a time of a day. A time that is skipped when clocks are put forward
 * is reached at the moment of the change; of a time that is shown twice, the first counts. So hours that follow each other
 * (`08:00` to `12:00`, `12:00` to `17:00`) follow each other on every day of the year.
 */
export function wallTimeInstant(day: Day, time: WallTime, timeZone: string): number {
  if (time === '24:00') return startOfDay(addDays(day, 1), timeZone);
  if (time === '00:00') return startOfDay(day, timeZone);
  const wanted = Temporal.PlainDateTime.from(`${day}T${time}`);
  const found = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
  const change = found.getTimeZoneTransition('next');
  if (change === null) throw new Error(`${timeZone} skips ${day} ${time} without a change of its offset`);
  return change.epochMilliseconds;
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Every day that has a part in [start, end) there, in order. */
export function daysBetween(start: number, end: number, timeZone: string): Day[] {
  if (start >= end) return [];
  const last = dayAt(end - 1, timeZone);
  const days: Day[] = [];
  for (let day = dayAt(start, timeZone); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** 1 for Monday to 7 for Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** The changes of a zone's offset in [start, end). */
export function zoneChanges(
  start: number,
  end: number,
  timeZone: string,
): { at: number; before: number; after: number }[] {
  const changes: { at: number; before: number; after: number }[] = [];
  let change = zoned(start - 1, timeZone).getTimeZoneTransition('next');
  while (change !== null && change.epochMilliseconds < end) {
    const at = change.epochMilliseconds;
    changes.push({ at, before: offsetMs(at - 1, timeZone), after: offsetMs(at, timeZone) });
    change = change.getTimeZoneTransition('next');
  }
  return changes;
}

/** How far a clock there is ahead of UTC, in milliseconds. */
export function offsetMs(instant: number, timeZone: string): number {
  return zoned(instant, timeZone).offsetNanoseconds / 1_000_000;
}

function zoned(instant: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
}
