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

/** How much time this request has left, never below 0; outside a request there is no such limit. */
export function remainingMs(): number {
  const endsAt = endOfRequest.getStore();
  return endsAt === undefined ? Infinity : Math.max(0, endsAt - performance.now());
}
