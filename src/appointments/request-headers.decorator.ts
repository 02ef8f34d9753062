import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';

/** Says whether a caller's precondition allows a write to this version; absent when the caller made none. */
export type VersionCheck = ((version: number) => boolean) | undefined;

const entityTags = /^(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*$/;

/**
 * `If-Match` (RFC 9110, section 13.1.1) as a check of versions. Weak tags never match, as its strong comparison asks.
 *
 * @throws AppError `invalid_request` when the header is malformed.
 */
export function parseIfMatch(header: string | undefined): VersionCheck {
  if (header === undefined) return undefined;
  const value = header.trim();
  if (value === '*') return () => true;
  if (value.length > 1_000 || !entityTags.test(value)) throw badHeader('if-match', 'must be * or entity tags');
  const tags = new Set(value.split(',').map((tag) => tag.trim()));
  return (version) => tags.has(`"${version}"`);
}

/**
 * `Idempotency-Key`: any word that the caller makes up for one booking.
 *
 * @throws AppError `invalid_request` when it is not 1 to 255 visible ASCII characters.
 */
export function parseIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw badHeader('idempotency-key', 'must be 1 to 255 visible ASCII characters');
}

export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  parseIfMatch(header(context, 'if-match')),
);

export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  parseIdempotencyKey(header(context, 'idempotency-key')),
);

function header(context: ExecutionContext, name: string): string | undefined {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  // Node joins repeated headers of these names; the checks above refuse what comes of it
  return Array.isArray(value) ? value.join(', ') : value;
}

function badHeader(name: string, detail: string): AppError {
  return new AppError('invalid_request', { faults: [{ in: 'header', pointer: `#/${name}`, detail }] });
}
