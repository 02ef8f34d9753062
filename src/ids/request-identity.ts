import { createHash } from 'node:crypto';
import { newPlainId } from './plain-id.js';

/** An Idempotency-Key and who sent it: a key means nothing without its caller. */
export interface IdempotencyKey {
  readonly caller: string;
  readonly key: string;
}

/** A request under an Idempotency-Key, as it is kept to recognise its retries. */
export interface RequestIdentity {
  /** Who asks where with which key, hashed. */
  readonly key: string;
  /** What is asked for, hashed: equal for a retry, different for another request. */
  readonly hash: string;
}

/**
 * What a request to create something is known by; undefined without an Idempotency-Key.
 *
 * @param place what is created where, such as `['practitioners', clinicId]`
 * @param body the request as its schema gave it: its fields are then in a fixed order
 */
export function requestIdentity(
  place: readonly string[],
  idempotency: IdempotencyKey | undefined,
  body: unknown,
): RequestIdentity | undefined {
  if (idempotency === undefined) return undefined;
  return { key: keyHash(place, idempotency), hash: hashOf(body) };
}

/**
 * The id of something to be created. With an Idempotency-Key it follows from the request, so that a retry meets what the
 * first request made; without one it is new each time.
 */
export function idFor(prefix: string, request: RequestIdentity | undefined): string {
  return request === undefined ? newPlainId(prefix) : `${prefix}-${request.key.slice(0, 24)}`;
}

function keyHash(place: readonly string[], { caller, key }: IdempotencyKey): string {
  return hashOf([...place, caller, key]);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
