import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../auth/guards/caller.js';
import type { IdempotencyKey as Key } from '../ids/request-identity.js';
import { badHeader } from './bad-header.js';
import { parseIfMatch, type Precondition } from './precondition.js';

/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): any word that the caller makes up for one request.
 *
 * @throws AppError `invalid_request` when it is not 1 to 255 visible ASCII characters.
 */
export function parseIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw badHeader('idempotency-key', 'must be 1 to 255 visible ASCII characters');
}

/** The caller's precondition, as a parameter of a route that changes a resource. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): Precondition =>
  parseIfMatch(header(context, 'if-match')),
);

/** The Idempotency-Key with its caller, as a parameter of a route that creates something. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): Key | undefined => {
  const key = parseIdempotencyKey(header(context, 'idempotency-key'));
  if (key === undefined) return undefined;
  const principal = callerOf(context);
  return { caller: principal.kind === 'user' ? principal.sub : principal.clientId, key };
});

const ifMatchKey = 'takes-if-match';

/** Whether a route is decorated with `TakesIfMatch`. */
export const takesIfMatch = (handler: object): boolean => Reflect.getMetadata(ifMatchKey, handler) === true;

/** Marks and documents a route that changes a resource. */
export const TakesIfMatch = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(ifMatchKey, true),
    ApiHeader({ name: 'If-Match', required: false, description: 'Write only to what has this entity tag (ETag)' }),
  );

/** Documents `Idempotency-Key` on a route that creates something. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes the request safe to repeat: 1 to 255 visible ASCII characters',
    }),
  );

function header(context: ExecutionContext, name: string): string | undefined {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  // Node joins repeated headers of these names; the checks above refuse what comes of it
  return Array.isArray(value) ? value.join(', ') : value;
}
