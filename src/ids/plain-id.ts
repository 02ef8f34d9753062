import { randomBytes } from 'node:crypto';
import * as z from 'zod';

/**
 * The one shape of an id that may become part of a key. `#` separates the parts of a key, so an id without it cannot
 * reach into another item; path parameters arrive decoded, so `%23` would otherwise be a `#`.
 */
export const plainIdPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/;

/** An id as requests may name it. */
export const plainId = z.string().regex(plainIdPattern, {
  error: 'must be 1 to 50 letters, digits, hyphens or underscores, beginning with a letter or digit',
});

export function isPlainId(value: string): boolean {
  return plainIdPattern.test(value);
}

/** A new id that nobody can guess: 80 random bits. */
export function newPlainId(prefix: string): string {
  return `${prefix}-${randomBytes(10).toString('hex')}`;
}
