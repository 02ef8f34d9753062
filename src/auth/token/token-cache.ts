import { LRUCache } from 'lru-cache';
import type { AppError } from '../../errors/app-error.js';
import type { SigningKey } from '../keys/signing-key.js';
import type { VerifiedToken } from './verified-token.js';

export interface Accepted {
  readonly token: string;
  readonly verified: VerifiedToken;
  readonly key: SigningKey;
}

export interface Refused {
  readonly token: string;
  /** Thrown again as it is: it has no stack, and nothing in it changes. */
  readonly error: AppError;
  /** Whose token it is, where that was proven: the signature was good, and the sign-in was ended. */
  readonly holder?: VerifiedToken;
  /** Where the refusal depends on a key: the pool's issuer and the key. */
  readonly signedWith?: { readonly issuer: string; readonly key: SigningKey };
  /** By the monotonic clock, in milliseconds. */
  readonly refusedAt: number;
  /** What the wall clock said then, in seconds since the epoch. */
  readonly judgedAt: number;
}

export interface CacheLimits {
  readonly entries: number;
  readonly bytes: number;
}

export interface TokenCacheLimits {
  readonly accepted: CacheLimits;
  readonly refused: CacheLimits;
}

export const defaultTokenCacheLimits: TokenCacheLimits = {
  accepted: { entries: 20_000, bytes: 64 * 1_048_576 },
  refused: { entries: 2_000, bytes: 4 * 1_048_576 },
};

/**
 * Remembers what was said of exactly this token, apart for good and bad ones, so that a flood of bad ones pushes no good one
 * out. Whether an entry still counts is for the verifier to say: nothing here looks at the time or at the key store.
 */
export class TokenCache {
  private readonly accepted: LRUCache<string, Accepted>;
  private readonly refused: LRUCache<string, Refused>;

  constructor(limits: TokenCacheLimits = defaultTokenCacheLimits) {
    this.accepted = bounded(limits.accepted);
    this.refused = bounded(limits.refused);
  }

  acceptedAs(token: string): Accepted | undefined {
    const entry = this.accepted.get(keyOf(token));
    return entry?.token === token ? entry : undefined;
  }

  refusedAs(token: string): Refused | undefined {
    const entry = this.refused.get(keyOf(token));
    return entry?.token === token ? entry : undefined;
  }

  accept(entry: Accepted): void {
    this.accepted.set(keyOf(entry.token), entry);
  }

  refuse(entry: Refused): void {
    this.refused.set(keyOf(entry.token), entry);
  }

  drop(token: string): void {
    if (this.acceptedAs(token) !== undefined) this.accepted.delete(keyOf(token));
  }
}

/** The end of the signature: as good as random, and hashed in a tenth of the time. The whole token is compared on top. */
const keyOf = (token: string): string => token.slice(-64);

function bounded<V extends { readonly token: string }>({ entries, bytes }: CacheLimits): LRUCache<string, V> {
  // the token, and about as much again for what its claims became
  return new LRUCache({ max: entries, maxSize: bytes, sizeCalculation: ({ token }) => 2 * token.length });
}
