import { openTime } from '../scheduling/hours.js';
import { coversSpan, type Span } from '../scheduling/spans.js';
import { dayAt } from '../scheduling/zones.js';
import type { StoredEntry } from './waitlist.item.js';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A time that became free, as an entry is held against it. */
export interface Freed extends Span {
  readonly practitionerId: string;
  readonly timeZone: string;
  /** How long each visit type takes. */
  readonly durations: ReadonlyMap<string, number>;
}

/** Whether a visit that somebody waits for fits at the beginning of a time that became free. */
export function fits(entry: StoredEntry, { start, end, practitionerId, timeZone, durations }: Freed): boolean {
  if (entry.status !== 'waiting') return false;
  if (entry.practitionerIds?.includes(practitionerId) === false) return false;
  const duration = durations.get(entry.visitTypeId);
  if (duration === undefined || start + duration * minute > end) return false;
  const date = dayAt(start, timeZone);
  if (date < (entry.earliest ?? date) || date > (entry.latest ?? date)) return false;
  if (entry.hours === undefined) return true;
  const visit = { start, end: start + duration * minute };
  const around = { start: visit.start - day, end: visit.end + day };
  return coversSpan(openTime({ weekly: entry.hours }, around, timeZone), visit);
}
