import { openPeriods, openTime, type Schedule } from './hours.js';
import { coversSpan, intersectSpans, type Span, subtractSpans } from './spans.js';
import { daysBetween } from './zones.js';

/** What decides when a practitioner can be booked, apart from bookings. */
export interface WorkingTimeRules {
  readonly timeZone: string;
  /** The clinic's opening hours, special days and closures. */
  readonly clinic: Schedule;
  /** The practitioner's own hours and exceptions; without weekly hours the practitioner works whenever the clinic is open. */
  readonly practitioner: Schedule;
  readonly timeOff: readonly Span[];
}

const day = 24 * 60 * 60_000;

/** When the clinic is open, the practitioner works, and is not off: within the days that have a part in the span. */
export function workingTime({ timeZone, clinic, practitioner, timeOff }: WorkingTimeRules, span: Span): Span[] {
  const open = openTime(clinic, span, timeZone);
  return subtractSpans(intersectSpans(open, openTime(practitioner, span, timeZone)), timeOff);
}

/**
 * Where the hours of each day begin and end at which both are open, day by day and not joined: starts are counted in steps from
 * the beginning of each. Time off is not taken out of them, so that starts do not shift because somebody is away.
 */
export function workingPeriods({ timeZone, clinic, practitioner }: WorkingTimeRules, { start, end }: Span): Span[] {
  return daysBetween(start, end, timeZone).flatMap((day) =>
    intersectPeriods(openPeriods(clinic, day, timeZone), openPeriods(practitioner, day, timeZone)),
  );
}

function intersectPeriods(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap((one) => intersectSpans([one], others));
}

/** Whether all of a visit lies within working time, also where it crosses midnight. */
export function isWithinWorkingTime(rules: WorkingTimeRules, visit: Span): boolean {
  return coversSpan(workingTime(rules, { start: visit.start - day, end: visit.end + day }), visit);
}
