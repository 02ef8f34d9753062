import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import type { Collection } from '../state/store.js';

/** What a key signs: ID and access tokens never share one (COGNITO T6). */
export type KeyUse = 'access' | 'id';

/** A signing key as it is stored. */
export interface StoredKey {
  readonly kid: string;
  readonly use: KeyUse;
  readonly privateJwk: JsonWebKey;
  /** When another key took its place, in seconds since the epoch; it signs nothing after that. */
  readonly retiredAt?: number;
}

export interface SigningKey {
  readonly kid: string;
  readonly use: KeyUse;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly retiredAt?: number | undefined;
}

const keyUses = ['id', 'access'] as const;
const generate = promisify(generateKeyPair);

// a retired key stays published until the last token that it signed is over: at most a day (COGNITO T11)
const retiredLifeSeconds = 24 * 3600;

/** The RSA keys of one pool, made once and kept with its state: one a use, and those that they took the place of. */
export class SigningKeys {
  /**
   * Resolves once there is a key for each use. RSA keys take a while to make, so that a new pool is there before them: whoever
   * signs, verifies or publishes waits for this first.
   */
  readonly ready: Promise<void>;
  private keys: readonly SigningKey[] = [];

  constructor(
    private readonly records: Collection<StoredKey>,
    private readonly clock: Clock,
  ) {
    this.ready = this.load();
  }

  signing(use: KeyUse): SigningKey {
    const key = this.keys.find((candidate) => candidate.use === use && candidate.retiredAt === undefined);
    if (key === undefined) throw new Error(`no key for ${use} tokens`);
    return key;
  }

  withKid(kid: string): SigningKey | undefined {
    return this.published().find((key) => key.kid === kid);
  }

  /** Makes new keys to sign with; the old ones stay published for a day, so that their tokens can still be verified. */
  async rotate(): Promise<void> {
    const made = await Promise.all(keyUses.map(makeKey));
    const retiredAt = epochSeconds(this.clock);
    for (const key of made) {
      const old = this.records.get(key.use);
      if (old !== undefined) this.records.put(old.kid, { ...old, retiredAt });
      this.records.put(key.use, key);
    }
    for (const { kid, retiredAt: since } of [...this.records.values()]) {
      if (since !== undefined && this.isOver(since)) this.records.delete(kid);
    }
    this.keys = readKeys(this.records);
  }

  /** The public keys, as `/.well-known/jwks.json` shows them. */
  jwks(): { keys: object[] } {
    return {
      keys: this.published().map(({ kid, publicKey }) => {
        const { kty, n, e } = publicKey.export({ format: 'jwk' });
        return { alg: 'RS256', e, kid, kty, n, use: 'sig' };
      }),
    };
  }

  /** Reads the keys of a pool, making those that are missing. */
  private async load(): Promise<void> {
    await Promise.all(keyUses.map((use) => ensureKey(this.records, use)));
    this.keys = readKeys(this.records);
  }

  private published(): readonly SigningKey[] {
    return this.keys.filter(({ retiredAt }) => retiredAt === undefined || !this.isOver(retiredAt));
  }

  private isOver(retiredAt: number): boolean {
    return retiredAt + retiredLifeSeconds <= epochSeconds(this.clock);
  }
}

function readKeys(records: Collection<StoredKey>): SigningKey[] {
  return [...records.values()].map(({ kid, use, privateJwk, retiredAt }) => {
    const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
    return { kid, use, retiredAt, privateKey, publicKey: createPublicKey(privateKey) };
  });
}

async function ensureKey(records: Collection<StoredKey>, use: KeyUse): Promise<void> {
  if (records.get(use) === undefined) records.put(use, await makeKey(use));
}

async function makeKey(use: KeyUse): Promise<StoredKey> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return { kid: randomBytes(32).toString('base64'), use, privateJwk: privateKey.export({ format: 'jwk' }) };
}
