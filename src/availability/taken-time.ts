import type { Item } from '../dynamodb/keys.js';
import { joinSpans, type Span } from '../scheduling/spans.js';

const tickMs = 5 * 60_000;
const tickAttribute = /^t(\d{1,3})$/;

/**
 * The time that is taken in a practitioner's day, buffers included. Ticks of a hold whose time is over are free.
 *
 * @param day the day's item: `t{n}` holds the id of the appointment that has this tick, `hold_{id}` the end of a hold
 */
export function takenTime(day: Item, now: number): Span[] {
  const midnight = Date.parse(`${String(day['SK']).slice('DAY#'.length)}T00:00:00.000Z`);
  const taken: Span[] = [];
  for (const [name, holder] of Object.entries(day)) {
    const tick = tickAttribute.exec(name)?.[1];
    if (tick === undefined) continue;
    const heldUntil = day[`hold_${String(holder)}`];
    if (typeof heldUntil === 'number' && heldUntil <= now) continue;
    const start = midnight + Number(tick) * tickMs;
    taken.push({ start, end: start + tickMs });
  }
  return joinSpans(taken);
}
