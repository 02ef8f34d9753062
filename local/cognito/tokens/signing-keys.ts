import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Collection } from '../state/store.js';

/** What a key signs: ID and access tokens never share one (COGNITO T6). */
export type KeyUse = 'access' | 'id';

/** A signing key as it is stored. */
export interface StoredKey {
  readonly kid: string;
  readonly use: KeyUse;
  readonly privateJwk: JsonWebKey;
}

export interface SigningKey {
  readonly kid: string;
  readonly use: KeyUse;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** The two RSA keys of one pool, made once and kept with its state. */
export class SigningKeys {
  private readonly keys: readonly SigningKey[];

  private constructor(stored: readonly StoredKey[]) {
    this.keys = stored.map(({ kid, use, privateJwk }) => {
      const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
      return { kid, use, privateKey, publicKey: createPublicKey(privateKey) };
    });
  }

  /** Loads the keys of a pool, making those that are missing. */
  static async load(records: Collection<StoredKey>): Promise<SigningKeys> {
    const stored = await Promise.all((['id', 'access'] as const).map((use) => loadKey(records, use)));
    return new SigningKeys(stored);
  }

  signing(use: KeyUse): SigningKey {
    const key = this.keys.find((candidate) => candidate.use === use);
    if (key === undefined) throw new Error(`no key for ${use} tokens`);
    return key;
  }

  withKid(kid: string): SigningKey | undefined {
    return this.keys.find((key) => key.kid === kid);
  }

  /** The public keys, as `/.well-known/jwks.json` shows them. */
  jwks(): { keys: object[] } {
    return {
      keys: this.keys.map(({ kid, publicKey }) => {
        const { kty, n, e } = publicKey.export({ format: 'jwk' });
        return { alg: 'RS256', e, kid, kty, n, use: 'sig' };
      }),
    };
  }
}

async function loadKey(records: Collection<StoredKey>, use: KeyUse): Promise<StoredKey> {
  const existing = records.get(use);
  if (existing !== undefined) return existing;
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  const made = { kid: randomBytes(32).toString('base64'), use, privateJwk: privateKey.export({ format: 'jwk' }) };
  records.put(use, made);
  return made;
}
