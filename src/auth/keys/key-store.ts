import { CachedKeys, type CachedKeysOptions } from './cached-keys.js';
import { importSigningKeys, type SigningKey } from './signing-key.js';

export interface KeyStoreOptions extends CachedKeysOptions {
  /** Reads the raw members of the JWKS' `keys`; rejects when the key server does not give them. */
  readonly readKeys: () => Promise<readonly unknown[]>;
}

/** The one document. */
const jwks = 'jwks';

/** The signing keys of one user pool, which publishes all of them in one document (JWKS; RFC 7517, section 5). */
export class KeyStore extends CachedKeys<SigningKey> {
  constructor({ readKeys, ...options }: KeyStoreOptions) {
    const source = {
      documentOf: () => jwks,
      isCertain: () => true,
      isSame: (one: SigningKey, other: SigningKey) => one.material === other.material,
      read: async () => {
        const keys = importSigningKeys(await readKeys());
        if (keys.size === 0) throw new Error('the JWKS holds no key that may verify RS256 tokens');
        return keys;
      },
    };
    super(source, options);
  }

  /** Whether there are keys to verify with. */
  get ready(): boolean {
    return this.isUsable(jwks);
  }

  /** Reads the keys if there are none yet and no failure is too fresh. Never rejects: `ready` says how it went. */
  async warm(): Promise<void> {
    if (!this.ready) await this.refresh(jwks);
  }
}
