import { randomBytes } from 'node:crypto';
import * as z from 'zod';

/**
 * The one shape of an id that may become part of a key. `#` separates the parts of a key, so an id without it cannot
 * reach into another item; path parameters arrive decoded, so `%23` would otherwise be a `#`.
 */
const pattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/;

export const plainId = z.string().regex(pattern, {
  error: 'must be 1 to 50 letters, digits, hyphens or underscores, beginning with a letter or digit',
});

export function isPlainId(value: string): boolean {
  return pattern.test(value);
}

/** Joins the parts of a key. Parts are ids and fixed words; anything that could forge a key is a bug, and is thrown. */
export function keyOf(...parts: [string, ...string[]]): string {
  for (const part of parts) if (part.includes('#')) throw new Error('A part of a key may hold no #');
  return parts.join('#');
}

/** A new id that nobody can guess: 80 random bits. */
export function newPlainId(prefix: string): string {
  return `${prefix}-${randomBytes(10).toString('hex')}`;
}
