import * as z from 'zod';
import { invalidParameter } from '../cognito-error.js';

/** The token of a page, as requests give it back. */
export const nextToken = z
  .string()
  .min(1)
  .max(131_072)
  .regex(/^[\S]+$/)
  .optional();

const longestPage = 60;

/** One page of a list, and the token of the next; a limit of 0 or none is the longest page. Throws InvalidParameterException. */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { limit = 0, token }: { readonly limit?: number | undefined; readonly token?: string | undefined },
): { page: readonly T[]; next: string | undefined } {
  const start = token === undefined ? 0 : startAfter(all.map(keyOf), token);
  const page = all.slice(start, start + (limit === 0 ? longestPage : limit));
  const last = page.at(-1);
  const more = last !== undefined && start + page.length < all.length;
  return { page, next: more ? Buffer.from(keyOf(last)).toString('base64url') : undefined };
}

function startAfter(keys: readonly string[], token: string): number {
  const index = keys.indexOf(Buffer.from(token, 'base64url').toString('utf8'));
  if (index < 0) throw invalidParameter('Invalid pagination token.');
  return index + 1;
}
