import { LRUCache } from 'lru-cache';
import type { SigningKey } from '../keys/signing-key.js';
import type { VerifiedToken } from './verified-token.js';

interface Accepted {
  readonly verified: VerifiedToken;
  readonly key: SigningKey;
}

interface Refused {
  readonly code: 'bad_signature' | 'revoked';
  readonly key: SigningKey;
}

/** Bounds in entries and in bytes; a token counts with its own length and what its claims take in memory. */
export interface TokenCacheLimits {
  readonly accepted: { readonly entries: number; readonly bytes: number };
  readonly refused: { readonly entries: number; readonly bytes: number };
}

export const defaultTokenCacheLimits: TokenCacheLimits = {
  accepted: { entries: 20_000, bytes: 64 * 1_048_576 },
  refused: { entries: 2_000, bytes: 4 * 1_048_576 },
};

const overhead = 1_024;

/**
 * Remembers what a signature check said of exactly this token under exactly this key, so that it is made once. Whether an
 * entry still counts is for the verifier to say: nothing here looks at the time or at the key store.
 */
export class TokenCache {
  private readonly accepted: LRUCache<string, Accepted>;
  private readonly refused: LRUCache<string, Refused>;

  constructor(limits: TokenCacheLimits = defaultTokenCacheLimits) {
    this.accepted = boundedCache(limits.accepted);
    this.refused = boundedCache(limits.refused);
  }

  acceptedAs(token: string): Accepted | undefined {
    return this.accepted.get(token);
  }

  refusedAs(token: string, key: SigningKey): Refused['code'] | undefined {
    const entry = this.refused.get(token);
    return entry?.key === key ? entry.code : undefined;
  }

  accept(token: string, entry: Accepted): void {
    this.accepted.set(token, entry);
  }

  refuse(token: string, entry: Refused): void {
    this.accepted.delete(token);
    this.refused.set(token, entry);
  }

  drop(token: string): void {
    this.accepted.delete(token);
  }
}

const boundedCache = <V extends object>({ entries, bytes }: TokenCacheLimits['accepted']) =>
  new LRUCache<string, V>({ max: entries, maxSize: bytes, sizeCalculation: (_, token) => token.length + overhead });
