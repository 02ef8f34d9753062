import { joinSpans, type Span } from './spans.js';
import { type Day, daysBetween, wallTimeInstant, type WallTime, weekdayOf } from './zones.js';

/** Hours of one day by the wall clock; `to` may be `24:00`. Hours past midnight go on with the next day's from `00:00`. */
export interface Hours {
  readonly from: WallTime;
  readonly to: WallTime;
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The hours of each weekday; a weekday without any is closed. */
export type WeeklyHours = Readonly<Record<(typeof weekdays)[number], readonly Hours[]>>;

/** A day with hours of its own, which replace those of its weekday; with none it is closed. */
export interface SpecialDay {
  readonly date: Day;
  readonly hours: readonly Hours[];
}

/** Days, both ends included, on which the clinic is closed, whatever else is said of them. */
export interface Closure {
  readonly from: Day;
  readonly to: Day;
}

/** When somewhere is open. Without weekly hours it always is, except where closures or special days say otherwise. */
export interface Schedule {
  readonly weekly?: WeeklyHours | undefined;
  readonly specialDays?: readonly SpecialDay[] | undefined;
  readonly closures?: readonly Closure[] | undefined;
}

const wholeDay: readonly Hours[] = [{ from: '00:00', to: '24:00' }];

/** The hours of one day. */
export function hoursOn(day: Day, { weekly, specialDays = [], closures = [] }: Schedule): readonly Hours[] {
  if (closures.some(({ from, to }) => from <= day && day <= to)) return [];
  const special = specialDays.find(({ date }) => date === day);
  if (special !== undefined) return special.hours;
  if (weekly === undefined) return wholeDay;
  const weekday = weekdays[weekdayOf(day) - 1];
  return weekday === undefined ? [] : weekly[weekday];
}

/** The hours of one day as spans. They are not joined, so that each begins where its hours do. */
export function openPeriods(schedule: Schedule, day: Day, timeZone: string): Span[] {
  return hoursOn(day, schedule).map(({ from, to }) => ({
    start: wallTimeInstant(day, from, timeZone),
    end: wallTimeInstant(day, to, timeZone),
  }));
}

/** The open time of all days that have a part in the span, by the clock of this time zone. The ends are not cut off. */
export function openTime(schedule: Schedule, { start, end }: Span, timeZone: string): Span[] {
  const spans = daysBetween(start, end, timeZone).flatMap((day) => openPeriods(schedule, day, timeZone));
  return joinSpans(spans);
}
