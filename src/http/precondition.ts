import { AppError } from '../errors/app-error.js';
import { badHeader } from './bad-header.js';

/** Says whether a caller's precondition allows a write to what has this entity tag; absent when the caller made none. */
export type Precondition = ((etag: string) => boolean) | undefined;

const entityTags = /^(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*$/;

/**
 * `If-Match` (RFC 9110, section 13.1.1) as a check of entity tags. Weak tags never match, as its strong comparison asks.
 *
 * @throws AppError `invalid_request` when the header is malformed.
 */
export function parseIfMatch(header: string | undefined): Precondition {
  if (header === undefined) return undefined;
  const value = header.trim();
  if (value === '*') return () => true;
  if (value.length > 1_000 || !entityTags.test(value)) throw badHeader('if-match', 'must be * or entity tags');
  const tags = new Set(value.split(',').map((tag) => tag.trim()));
  return (etag) => tags.has(etag);
}

/**
 * Refuses a write to something that is not as its caller has seen it.
 *
 * @throws AppError `version_mismatch`
 */
export function requireMatch(precondition: Precondition, etag: string): void {
  if (precondition?.(etag) === false) throw new AppError('version_mismatch');
}
