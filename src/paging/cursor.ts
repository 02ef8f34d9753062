import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../errors/app-error.js';

/** What a list was asked for; a cursor serves this list only. */
export type CursorScope = readonly (string | number | undefined)[];

const envelope = z.tuple([z.string(), z.unknown()]);

/**
 * An opaque place in a list. It holds a place in the order and never a key of the store: keys are built from the
 * request itself, so that a forged cursor reaches nothing that its bearer could not list anyway, and needs no signature.
 */
export function encodeCursor(scope: CursorScope, place: unknown): string {
  return Buffer.from(JSON.stringify([fingerprint(scope), place])).toString('base64url');
}

/**
 * Reads a cursor back.
 *
 * @throws AppError `invalid_request` when it is not one of ours, or belongs to another list.
 */
export function decodeCursor<T>(scope: CursorScope, cursor: string, place: z.ZodType<T>): T {
  const parsed = envelope.safeParse(json(cursor));
  if (!parsed.success) throw badCursor('is not a cursor of this API');
  const [mark, found] = parsed.data;
  if (mark !== fingerprint(scope)) throw badCursor('belongs to a list with other filters');
  const result = place.safeParse(found);
  if (!result.success) throw badCursor('is not a cursor of this API');
  return result.data;
}

function badCursor(detail: string): AppError {
  return new AppError('invalid_request', { faults: [{ in: 'query', pointer: '#/cursor', detail }] });
}

function json(cursor: string): unknown {
  const bytes = Buffer.from(cursor, 'base64url');
  // the decoder skips what it does not know; only the one spelling that we gave out counts
  if (bytes.toString('base64url') !== cursor) return undefined;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function fingerprint(scope: CursorScope): string {
  const text = JSON.stringify(scope.map((part) => part ?? null));
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
