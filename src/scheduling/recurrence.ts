import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** The most dates that one rule may give. */
export const mostOccurrences = 100;

const part = /^(?:FREQ|INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|BYYEARDAY|BYWEEKNO|WKST)=[A-Z0-9,+-]+$/;
/** The largest number that a part may name; all but the first two may also count from the end (RFC 5545, section 3.3.10). */
const largest: Readonly<Record<string, number>> = {
  BYMONTH: 12,
  INTERVAL: 1_000,
  BYMONTHDAY: 31,
  BYYEARDAY: 366,
  BYWEEKNO: 53,
  BYSETPOS: 366,
};
const onlyPositive: ReadonlySet<string> = new Set(['BYMONTH', 'INTERVAL']);
const frequencies = /^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/;

/**
 * What is wrong with a recurrence rule (RFC 5545, section 3.3.10), if anything. Rules repeat by days and longer, name each
 * part once, and end: by COUNT (at most 100) or by UNTIL.
 */
export function recurrenceFault(rule: string): string | undefined {
  const parts = rule.split(';');
  if (rule.length > 500 || !parts.every((text) => part.test(text))) {
    return 'must be the parts of an RFC 5545 rule, such as FREQ=WEEKLY;BYDAY=MO;COUNT=10';
  }
  const names = parts.map((text) => text.slice(0, text.indexOf('=')));
  if (new Set(names).size !== names.length) return 'must name each part once';
  if (!parts.some((text) => frequencies.test(text))) return 'must repeat DAILY, WEEKLY, MONTHLY or YEARLY';
  if (names.includes('COUNT') === names.includes('UNTIL')) return 'must end by COUNT or by UNTIL';
  const count = /(?:^|;)COUNT=([^;]*)/.exec(rule)?.[1];
  if (count !== undefined && !(/^[1-9]\d{0,2}$/.test(count) && Number(count) <= mostOccurrences)) {
    return `must have a COUNT of 1 to ${mostOccurrences}`;
  }
  for (const text of parts) {
    const [name = '', values = ''] = text.split('=');
    if (!hasNumbersInRange(name, values)) return `has a ${name} that RFC 5545 does not know`;
  }
  try {
    ruleOf(rule, Temporal.ZonedDateTime.from('2026-01-01T09:00[UTC]'));
  } catch {
    return 'is not a rule of RFC 5545';
  }
  return undefined;
}

function hasNumbersInRange(name: string, values: string): boolean {
  const most = largest[name];
  if (most === undefined) return true;
  const pattern = onlyPositive.has(name) ? /^\d{1,4}$/ : /^[+-]?\d{1,3}$/;
  return values.split(',').every((value) => {
    const size = Math.abs(Number(value));
    return pattern.test(value) && size >= 1 && size <= most;
  });
}

/** More dates than one rule may give. */
export class TooManyOccurrencesError extends Error {
  constructor() {
    super(`the rule gives more than ${mostOccurrences} dates`);
    this.name = 'TooManyOccurrencesError';
  }
}

/** How many dates more are asked for, in case a change of the clocks skips some. */
const spare = 100;

/**
 * The starts of a series, in order: by the wall clock of the time zone, so that a visit at nine stays at nine when the clocks
 * change. A date whose local time is skipped by a change of the clocks is left out and not counted, as RFC 5545 says. The
 * first start always belongs to the series.
 *
 * The rule is applied to a wall clock that never changes, and its dates are placed in the zone here: the library by itself
 * keeps the old offset for dates behind a change near the end of a year.
 *
 * @throws TooManyOccurrencesError
 */
export function occurrencesOf(rule: string, firstStart: number, timeZone: string): number[] {
  const first = Temporal.Instant.fromEpochMilliseconds(firstStart).toZonedDateTimeISO(timeZone).toPlainDateTime();
  const count = Number(/(?:^|;)COUNT=(\d+)/.exec(rule)?.[1] ?? Infinity);
  const dates = ruleOf(byWallClock(rule, timeZone), first.toZonedDateTime('UTC')).all(
    (_date, index) => index <= mostOccurrences + spare,
  );
  const starts = dates
    .map((date) => date.toPlainDateTime())
    .flatMap((wall) => (wall.equals(first) ? [firstStart] : instantOf(wall, timeZone)))
    .slice(0, Math.min(count, mostOccurrences + 1));
  if (starts.length > mostOccurrences) throw new TooManyOccurrencesError();
  return starts;
}

/** The rule as it reads for somebody who only looks at the clock of the zone: UNTIL is an instant otherwise. */
function byWallClock(rule: string, timeZone: string): string {
  return rule
    .replace(/(^|;)COUNT=(\d+)/, (_part, before: string, count: string) => `${before}COUNT=${Number(count) + spare}`)
    .replace(/UNTIL=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, (...[, year, month, day, hour, minute, second]) => {
      const until = Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      const wall = until.toZonedDateTimeISO(timeZone).toPlainDateTime();
      return `UNTIL=${wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')}Z`;
    });
}

/** The first moment at which the clock of the zone shows this; none when a change of the clocks skips it. */
function instantOf(wall: Temporal.PlainDateTime, timeZone: string): number[] {
  const found = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return found.toPlainDateTime().equals(wall) ? [found.epochMilliseconds] : [];
}

function ruleOf(rule: string, dtstart: Temporal.ZonedDateTime): RRuleTemporal {
  return new RRuleTemporal({
    rruleString: `RRULE:${rule}`,
    dtstart,
    tzid: dtstart.timeZoneId,
    temporal: Temporal,
    includeDtstart: true,
    strict: true,
    maxIterations: 10_000,
    maxCandidateEvaluations: 100_000,
  });
}
