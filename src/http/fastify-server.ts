import { Logger } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { sendProblem } from './problem.filter.js';
import { requestIds } from './request-id.js';
import { apiHeaders, pageHeaders } from './security-headers.js';

const kibibyte = 1024;
const second = 1000;

/**
 * Fastify with the limits of a server that stands behind a load balancer: Node's own defaults wait 300 s for a slow
 * request and close idle connections before an ALB does (60 s), which then answers 502. The times count from the
 * connection, so they must also cover a burst: with a thousand connections at once the last is read seconds late, and a
 * limit that is too short resets people who did nothing wrong.
 */
export function createFastifyAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: 64 * kibibyte,
    requestTimeout: 60 * second,
    keepAliveTimeout: 65 * second,
    http: { headersTimeout: 50 * second },
    routerOptions: { maxParamLength: 200 },
    genReqId: requestIds(),
    // there is no middleware, which only Express's kind needs
    skipMiddie: true,
    // malformed addresses are refused by the router, before any hook or filter
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const refused = new AppError(error.statusCode === 404 ? 'not_found' : 'invalid_request', {
        detail: 'The address cannot be read.',
      });
      void reply.headers(apiHeaders).header('x-request-id', request.id);
      sendProblem(refused, reply);
    },
  });
}

/** What a route may ask for in its `@RouteConfig`. */
export interface RouteBody {
  /** Hands the controller the bytes of a JSON body as they came, up to this many; a signature covers bytes. */
  readonly rawBodyLimit?: number;
}

/** JSON in and nothing else; every answer carries its request id, and none of the API's may be stored on its way. */
export function prepareFastify(fastify: FastifyInstance, { logsRequests }: { readonly logsRequests: boolean }): void {
  fastify.removeContentTypeParser('text/plain');
  // what guards leave on a request has its place from the start: an object that grows later is slower to make and to read
  for (const name of ['verifiedToken', 'principal']) fastify.decorateRequest(name);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headersFor(request.url)).header('x-request-id', request.id);
    done();
  });
  readBodies(fastify);
  if (logsRequests) logRequests(fastify);
}

const unstoredHeaders = { ...apiHeaders, 'cache-control': 'no-store' };

function headersFor(url: string): Readonly<Record<string, string>> {
  if (url.startsWith('/v1/')) return unstoredHeaders;
  return isPage(url) ? pageHeaders : apiHeaders;
}

const isPage = (url: string): boolean => url === '/docs' || url.startsWith('/docs/') || url.startsWith('/docs?');

function readBodies(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addHook('onRoute', (route) => {
    const { rawBodyLimit } = (route.config ?? {}) as RouteBody;
    if (rawBodyLimit !== undefined) route.bodyLimit = rawBodyLimit;
  });
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const { rawBodyLimit } = request.routeOptions.config as RouteBody;
    if (rawBodyLimit !== undefined) done(null, body);
    // many clients name the type of a body that they do not send
    else if (body.length === 0) done(null, undefined);
    else void parseJson(request, body.toString(), done);
  });
}

function logRequests(fastify: FastifyInstance): void {
  const logger = new Logger('Request');
  fastify.addHook('onResponse', (request, reply, done) => {
    // health checks come every few seconds and say nothing
    if (!request.url.startsWith('/health/')) {
      logger.log({
        requestId: request.id,
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
