import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { callerId } from '../auth/audit-trail.js';

/** Logs a line for every request that was answered, with the user or machine that asked; health checks leave none. */
export function logRequests(fastify: FastifyInstance): void {
  const logger = new Logger('Request');
  fastify.addHook('onResponse', (request, reply, done) => {
    // health checks come every few seconds and say nothing
    if (!request.url.startsWith('/health/')) {
      logger.log({
        requestId: request.id,
        who: callerId(request),
        method: request.method,
        // the template, not the address: an address can carry what people typed
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      });
    }
    done();
  });
}
