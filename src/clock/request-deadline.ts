import { AsyncLocalStorage } from 'node:async_hooks';

/** How long a request may take, all its calls and waits together. */
export const requestTimeMs = 3_000;

const endOfRequest = new AsyncLocalStorage<number>();

/**
 * Runs `work` with one deadline for all that it awaits, however deep.
 *
 * @param endsAt on the clock of `performance.now()`, which nobody can set back
 */
export function withRequestDeadline<T>(endsAt: number, work: () => T): T {
  return endOfRequest.run(endsAt, work);
}

/** Runs `work` without the deadline of the request that happened to begin it: others wait for the same work. */
export function withoutRequestDeadline<T>(work: () => T): T {
  return endOfRequest.exit(work);
}

/** How much time this request has left; outside a request, what one may take in all. Never below 0. */
export function remainingMs(): number {
  const endsAt = endOfRequest.getStore();
  return endsAt === undefined ? requestTimeMs : Math.max(0, endsAt - performance.now());
}
