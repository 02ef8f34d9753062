import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { jsonTextFault } from '../json/json-text.js';

/** What a route may ask for in its `@RouteConfig`. */
export interface RouteBody {
  /** Hands the controller the bytes of a JSON body as they came, up to this many; a signature covers bytes. */
  readonly rawBodyLimit?: number;
}

/**
 * Reads bodies as JSON (RFC 8259) that every reader understands in the same way: UTF-8, no member name twice, no member that
 * would change an object's prototype. Any other body is refused with `invalid_request` or `unsupported_media_type`.
 */
export function readBodies(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addHook('onRoute', (route) => {
    const { rawBodyLimit } = (route.config ?? {}) as RouteBody;
    if (rawBodyLimit !== undefined) route.bodyLimit = rawBodyLimit;
  });
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const { rawBodyLimit } = request.routeOptions.config as RouteBody;
    if (rawBodyLimit !== undefined) {
      done(null, body);
      return;
    }
    // many clients name the type of a body that they do not send
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    if (!isInUtf8(request)) {
      done(new AppError('unsupported_media_type', { detail: 'JSON is sent in UTF-8.' }));
      return;
    }
    if (!isUtf8(body)) {
      done(unreadable('The body is not UTF-8.'));
      return;
    }
    const text = body.toString('utf8');
    void parseJson(request, text, (error, value) => {
      if (error !== null) done(error, undefined);
      else done(faultIn(text), value);
    });
  });
}

/** Only JSON in UTF-8 is JSON (RFC 8259, section 8.1); a client that announces something else may mean it. */
function isInUtf8({ headers }: FastifyRequest): boolean {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(headers['content-type'] ?? '') ?? [];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

function faultIn(text: string): AppError | null {
  const fault = jsonTextFault(text);
  if (fault === undefined) return null;
  return unreadable(
    fault === 'duplicate_name' ? 'The body names a member twice.' : 'The body is nested too deep to be read.',
  );
}

const unreadable = (detail: string): AppError => new AppError('invalid_request', { detail });
