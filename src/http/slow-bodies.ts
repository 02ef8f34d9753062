import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { answerUnreadableRequest } from './raw-problems.js';

const sweepMs = 1_000;

/** How long a body may be on its way, while the server has nothing else to do. */
const bodyLimitMs = 10_000;

/** The part of a second that counts although the server is busy all the time: four times as long is the most. */
const leastShare = 0.25;

/**
 * Ends requests whose body arrives too slowly with 408. Node's own limit counts by the clock, which resets honest clients in
 * a burst: their bodies wait for the server, not the other way round. Here, the time in which the event loop was busy hardly
 * counts.
 */
export function endSlowBodies(fastify: FastifyInstance): void {
  const remaining = new Map<IncomingMessage, number>();
  let before = performance.eventLoopUtilization();

  const sweep = (): void => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    const passed = sweepMs * Math.max(1 - utilization, leastShare);
    for (const [request, milliseconds] of remaining) {
      if (request.complete || request.destroyed) remaining.delete(request);
      else if (milliseconds > passed) remaining.set(request, milliseconds - passed);
      else {
        remaining.delete(request);
        answerUnreadableRequest({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, request.socket);
      }
    }
  };
  const timer = setInterval(sweep, sweepMs).unref();

  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = raw.headers;
    if (length !== '0' || encoding !== undefined) remaining.set(raw, bodyLimitMs);
    done();
  });
  // the body is read by now
  fastify.addHook('preValidation', ({ raw }, _reply, done) => {
    remaining.delete(raw);
    done();
  });
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    done();
  });
}
