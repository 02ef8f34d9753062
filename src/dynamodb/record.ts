import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Author } from '../audit/author.js';
import { AppError } from '../errors/app-error.js';
import type { RequestIdentity } from '../ids/request-identity.js';

/** What every item of a resource keeps beside its own fields. */
export const recordFields = {
  /** Counts the writes. */
  version: z.int(),
  /** Names the last write; a writer who is told "condition failed" finds its own name here when its write did succeed. */
  writeId: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Who wrote it last: `sub` of the user or id of the machine client. */
  updatedBy: z.string().optional(),
  /** Which Idempotency-Key of which caller made it, and with what request; both hashed. */
  requestKey: z.string().optional(),
  requestHash: z.string().optional(),
};

export type RecordFields = z.output<z.ZodObject<typeof recordFields>>;

/** The record of a new item. */
export function firstWrite(now: Date, by: Pick<Author, 'id'>, request?: RequestIdentity): RecordFields {
  const at = now.toISOString();
  return {
    version: 1,
    writeId: newWriteId(),
    createdAt: at,
    updatedAt: at,
    updatedBy: by.id,
    ...(request && { requestKey: request.key, requestHash: request.hash }),
  };
}

/** What changes in the record with another write. */
export function nextWrite({ version }: RecordFields, now: Date, by: Pick<Author, 'id'>) {
  return { version: version + 1, writeId: newWriteId(), updatedAt: now.toISOString(), updatedBy: by.id };
}

/**
 * Whether the item that stood in the way of `wanted` was made by the same request: by an attempt whose answer got lost,
 * or earlier under the same Idempotency-Key.
 *
 * @throws AppError `idempotency_key_reused` when the same key made it with another request
 */
export function isOwnEarlier(existing: RecordFields, wanted: RecordFields): boolean {
  if (existing.writeId === wanted.writeId) return true;
  if (wanted.requestKey === undefined || existing.requestKey !== wanted.requestKey) return false;
  if (existing.requestHash !== wanted.requestHash) throw new AppError('idempotency_key_reused');
  return true;
}

const newWriteId = (): string => randomBytes(8).toString('hex');
