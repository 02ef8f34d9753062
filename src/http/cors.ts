import type { FastifyCorsOptions } from '@fastify/cors';

/** Browsers keep the answer to a preflight for at most two hours (Chromium's own limit). */
const preflightSeconds = 7_200;

/**
 * Lets pages of these origins call the API from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol): with a token
 * in `Authorization`, never with cookies. A page of another origin gets an answer that its browser keeps from it.
 *
 * @param origins exact origins; any other request gets no CORS header
 */
export function corsOptions(origins: readonly string[]): FastifyCorsOptions {
  return {
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'X-Request-Id'],
    exposedHeaders: ['ETag', 'Location', 'Retry-After', 'WWW-Authenticate', 'X-Request-Id'],
    maxAge: preflightSeconds,
    // an OPTIONS request that is no preflight is no fault: it gets the same answer
    strictPreflight: false,
  };
}
