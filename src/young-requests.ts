import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from allocating per-request arrays in its old generation. When many requests wait at once (for the store, say),
 * V8 concludes that the arrays in which Nest hands `[request, response, next]` around live long, and from then on makes them
 * old from birth ("allocation site pretenuring"). Each then holds its request, answer and headers until the next major
 * collection: a scavenge took 13 ms instead of 1 ms, and a third of the throughput was gone for good (Node 20, measured
 * with `npm run bench:auth`; docs/decisions/0013). To be called before the server is made; it is for the whole process.
 */
export function keepRequestsYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
