import { intersectSpans, joinSpans, type Span, subtractSpans } from './spans.js';

const minute = 60_000;

/** What a visit asks of a calendar. */
export interface VisitShape {
  readonly durationMinutes: number;
  /** Time that must be free around the visit, such as to clean the room. It may lie outside working time. */
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

export interface AvailabilityRequest extends VisitShape {
  /** When the practitioner works. */
  readonly working: readonly Span[];
  /** From whose beginnings starts are counted in steps; the spans of working time unless given. */
  readonly periods?: readonly Span[];
  /** What is taken already, buffers included. */
  readonly busy: readonly Span[];
  readonly slotStepMinutes: number;
  /** Starts lie in [from, to). */
  readonly from: number;
  readonly to: number;
}

/**
 * The starts at which a visit fits: it lies within working time, and neither it nor its buffers meet anything that is taken.
 * Steps count elapsed time from the beginning of a period, not from the end of a booking, so that the starts on offer do not
 * shift when somebody books.
 */
export function freeStarts(request: AvailabilityRequest): number[] {
  const { working, busy, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, slotStepMinutes, from, to } =
    request;
  const periods = request.periods ?? joinSpans(working);
  const duration = durationMinutes * minute;
  const step = slotStepMinutes * minute;
  // a start is possible where no busy span lies between its first buffer and its last
  const blocked = busy.map(({ start, end }) => ({
    start: start - duration - bufferAfterMinutes * minute + 1,
    end: end + bufferBeforeMinutes * minute,
  }));
  const lastStarts = joinSpans(working).map(({ start, end }) => ({ start, end: end - duration + 1 }));
  const possible = subtractSpans(intersectSpans(lastStarts, [{ start: from, end: to }]), blocked);
  const starts: number[] = [];
  for (const period of periods) {
    for (const { start, end } of intersectSpans(possible, [period])) {
      for (let at = period.start + Math.ceil((start - period.start) / step) * step; at < end; at += step)
        starts.push(at);
    }
  }
  return starts;
}

/** The booking rules of a clinic that limit when a visit may begin. */
export interface BookingWindowRules {
  readonly leadTimeMinutes: number;
  /** How many days ahead a booking may lie; without it there is no limit. */
  readonly horizonDays?: number | undefined;
}

/** The starts that may be booked at this moment: not too soon, and not too far ahead. */
export function bookingWindow({ leadTimeMinutes, horizonDays }: BookingWindowRules, now: number): Span {
  return {
    start: now + leadTimeMinutes * minute,
    end: horizonDays === undefined ? Infinity : now + horizonDays * 24 * 60 * minute + 1,
  };
}
