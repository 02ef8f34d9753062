import type { StoredClinic } from '../clinics/clinic.item.js';
import { defaultBookingRules } from '../clinics/clinic-settings.schema.js';
import { AppError, type ErrorCode } from '../errors/app-error.js';
import type { StoredPractitioner } from '../practitioners/practitioner.item.js';
import { bookingWindow } from '../scheduling/availability.js';
import { isWithinWorkingTime } from '../scheduling/working-time.js';
import type { AppliedOverride } from './change.item.js';
import type { Performer } from './performer.js';
import { minute } from './ticks.js';

/** A staff member's decision to set the rules of the clinic aside, and why. */
export interface Override {
  readonly reason: string;
}

/** What the rules are asked about. */
export interface RuledVisit {
  readonly clinic: StoredClinic;
  readonly practitioner: StoredPractitioner;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Rules that an override sets aside, as the codes with which they refuse. */
type RuleCode = Extract<ErrorCode, 'outside_hours' | 'outside_booking_window' | 'notice_too_short'>;

/**
 * Judges a new time by the rules of the clinic. The past is for administrators alone; hours and the booking window can be set
 * aside with a reason.
 *
 * @returns the override, when it was needed
 * @throws AppError `in_the_past`, `outside_booking_window`, `outside_hours`
 */
export function judgeTime(
  visit: RuledVisit,
  by: Performer,
  now: Date,
  override?: Override,
): AppliedOverride | undefined {
  const start = Date.parse(visit.startsAt);
  const past = start < now.getTime();
  if (past && !by.isAdmin) throw new AppError('in_the_past');
  const broken: RuleCode[] = [];
  const window = bookingWindow(visit.clinic.bookingRules ?? defaultBookingRules, now.getTime());
  if (!past && (start < window.start || start >= window.end)) broken.push('outside_booking_window');
  if (!isWithinHours(visit)) broken.push('outside_hours');
  return settle(broken, override);
}

/**
 * Judges a cancellation or a move by the notice that the clinic demands.
 *
 * @returns the override, when it was needed
 * @throws AppError `notice_too_short`
 */
export function judgeNotice(clinic: StoredClinic, startsAt: string, now: Date, override?: Override) {
  const { cancellationNoticeMinutes } = clinic.bookingRules ?? defaultBookingRules;
  const left = Date.parse(startsAt) - now.getTime();
  const isShort = cancellationNoticeMinutes > 0 && left < cancellationNoticeMinutes * minute;
  return settle(isShort ? ['notice_too_short'] : [], override);
}

/** Both decisions as one. */
export function bothOverrides(a?: AppliedOverride, b?: AppliedOverride): AppliedOverride | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { reason: a.reason, rules: [...a.rules, ...b.rules] };
}

function isWithinHours({ clinic, practitioner, startsAt, endsAt }: RuledVisit): boolean {
  const { timeZone, openingHours, specialDays, closures } = clinic;
  const { workingHours, exceptions, timeOff = [] } = practitioner;
  return isWithinWorkingTime(
    {
      timeZone,
      clinic: { weekly: openingHours, specialDays, closures },
      practitioner: { weekly: workingHours, specialDays: exceptions },
      timeOff: timeOff.map((off) => ({ start: Date.parse(off.startsAt), end: Date.parse(off.endsAt) })),
    },
    { start: Date.parse(startsAt), end: Date.parse(endsAt) },
  );
}

function settle(broken: readonly RuleCode[], override?: Override): AppliedOverride | undefined {
  const [first] = broken;
  if (first === undefined) return undefined;
  if (override === undefined) throw new AppError(first);
  return { reason: override.reason, rules: broken };
}
