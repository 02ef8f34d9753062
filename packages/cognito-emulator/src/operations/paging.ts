import * as z from 'zod';
import { invalidParameter } from '../cognito-error.js';

/** The token of a page, as requests give it back. */
export const nextToken = z.string().optional();

const longestPage = 60;

/** Where a page ended: the keys around that place, and its index for a list from which both are gone. */
interface Place {
  readonly last: string;
  readonly next: string;
  readonly index: number;
}

/**
 * One page of a list, and the token of the next; a limit of 0 or none is the longest page. A token outlives the items that it
 * names, so that a caller can list, delete and go on. Throws InvalidParameterException for a text that is no token.
 */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { limit = 0, token }: { readonly limit?: number | undefined; readonly token?: string | undefined },
): { page: readonly T[]; next: string | undefined } {
  const start = token === undefined ? 0 : startAt(all.map(keyOf), placeOf(token));
  const page = all.slice(start, start + (limit === 0 ? longestPage : limit));
  const [last, following] = [page.at(-1), all[start + page.length]];
  if (last === undefined || following === undefined) return { page, next: undefined };
  const place: Place = { last: keyOf(last), next: keyOf(following), index: start + page.length };
  return { page, next: Buffer.from(JSON.stringify(place)).toString('base64url') };
}

function startAt(keys: readonly string[], { last, next, index }: Place): number {
  const following = keys.indexOf(next);
  if (following >= 0) return following;
  const previous = keys.indexOf(last);
  return previous >= 0 ? previous + 1 : index;
}

const place = z.object({ last: z.string(), next: z.string(), index: z.int().min(0) });

function placeOf(token: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch {
    throw invalidParameter('Invalid pagination token.');
  }
}
