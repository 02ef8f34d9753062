const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The pauses between attempts, about a day together. */
const pauses = [5 * second, minute, 5 * minute, 30 * minute, 2 * hour, 4 * hour, 6 * hour, 11 * hour] as const;

/** How often one event is sent to one endpoint before it is given up. */
export const mostAttempts = pauses.length + 1;

/**
 * How long to wait after this many attempts that failed; undefined when it is to be given up. The pause varies by a tenth,
 * so that a receiver that comes back is not met by everything at once.
 *
 * @param random from 0 to 1
 */
export function pauseAfter(attempts: number, random = Math.random()): number | undefined {
  const pause = pauses[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (0.9 + 0.2 * random));
}
