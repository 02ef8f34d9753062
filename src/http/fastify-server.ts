import fastifyCors from '@fastify/cors';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerSettings } from '../config/settings.js';
import { AppError } from '../errors/app-error.js';
import { corsOptions } from './cors.js';
import { refuseUnservedRequests } from './unserved-requests.js';
import { sendProblem } from './problem.filter.js';
import { answerUnreadableRequest, answerWithoutFastify } from './raw-problems.js';
import { readBodies } from './request-body.js';
import { requestId } from './request-id.js';
import { logRequests } from './request-log.js';
import { apiHeaders, pageHeaders } from './security-headers.js';
import { endSlowBodies } from './slow-bodies.js';

const kibibyte = 1024;
const second = 1000;

/**
 * Fastify with the limits of a server that stands behind a load balancer. Node's own defaults wait 300 s for a slow request
 * and close idle connections before an ALB does (60 s), which then answers 502.
 *
 * A slow body is ended after 10 s (`endSlowBodies`). The limits here count by the clock, so they must also cover a burst: with
 * a thousand connections at once the last is read seconds late, and a limit that is too short resets honest clients.
 */
export function createFastifyAdapter({ trustedProxies }: Pick<ServerSettings, 'trustedProxies'>): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: trustOf(trustedProxies),
    bodyLimit: 64 * kibibyte,
    requestTimeout: 60 * second,
    keepAliveTimeout: 65 * second,
    http: {
      headersTimeout: 50 * second,
      connectionsCheckingInterval: 5 * second,
      // answered by the hook below, since Node's own answer has no body
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 200 },
    genReqId: requestId,
    // there is no middleware, which only Express's kind needs
    skipMiddie: true,
    // a request that arrives on a kept connection during a shutdown is answered like any other
    return503OnClosing: false,
    clientErrorHandler: answerUnreadableRequest,
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

/** Which addresses `request.ip` takes for proxies and passes over: none, the first few hops from here, or those in a list. */
function trustOf(
  proxies: ServerSettings['trustedProxies'],
): false | string[] | ((address: string, hop: number) => boolean) {
  if (typeof proxies !== 'number') return [...proxies];
  return proxies > 0 && ((_address, hop) => hop < proxies);
}

export type HttpSettings = Pick<ServerSettings, 'corsOrigins'> & { readonly logsRequests: boolean };

/** JSON in and nothing else; every answer carries its request id, and none of the API's may be stored on its way. */
export function prepareFastify(fastify: FastifyInstance, settings: HttpSettings): void {
  answerWithoutFastify(fastify.server);
  fastify.removeContentTypeParser('text/plain');
  // what guards leave on a request has its place from the start: an object that grows later is slower to make and to read
  for (const name of ['verifiedToken', 'principal']) fastify.decorateRequest(name);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headersFor(request.url)).header('x-request-id', request.id);
    done(hasHost(request) ? undefined : new AppError('invalid_request', { detail: 'The Host header is missing.' }));
  });
  if (settings.corsOrigins.length > 0) void fastify.register(fastifyCors, corsOptions(settings.corsOrigins));
  refuseUnservedRequests(fastify);
  endSlowBodies(fastify);
  readBodies(fastify);
  if (settings.logsRequests) logRequests(fastify);
}

const unstoredHeaders = { ...apiHeaders, 'cache-control': 'no-store' };

function headersFor(url: string): Readonly<Record<string, string>> {
  if (url.startsWith('/v1/')) return unstoredHeaders;
  return isPage(url) ? pageHeaders : apiHeaders;
}

const isPage = (url: string): boolean => url === '/docs' || url.startsWith('/docs/') || url.startsWith('/docs?');

/** RFC 9112, section 3.2: without `Host`, an HTTP/1.1 request is answered with 400. */
const hasHost = ({ headers, raw }: FastifyRequest): boolean => headers.host !== undefined || raw.httpVersion === '1.0';
