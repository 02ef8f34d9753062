import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from allocating short-lived objects in its old generation. After a phase in which many requests wait at once (for
 * the store, say), V8 assumes that the arrays in which Nest passes `[request, response, next]` live long and allocates them
 * in the old generation from then on ("allocation site pretenuring"). Each array keeps its request alive until the next major
 * collection: a minor collection took 13 ms instead of 1 ms, and throughput stayed a third lower (Node 20, measured with
 * `npm run bench:auth`; docs/decisions/0013). Call it before the server is created; it applies to the whole process.
 */
export function disableAllocationSitePretenuring(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
