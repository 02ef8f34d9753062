import type { KeyObject } from 'node:crypto';
import { CachedKeys, type CachedKeysOptions } from '../keys/cached-keys.js';

export interface AlbKeysOptions extends CachedKeysOptions {
  /** Reads one key; undefined when there is none by that id, a rejection when that cannot be known. */
  readonly readKey: (kid: string) => Promise<KeyObject | undefined>;
}

/**
 * The keys of a region's load balancers. Each has an address of its own, so that a read for a made-up id does not bring a new
 * key along: whoever asks has shown a good access token before, and names themselves as `caller`.
 */
export class AlbKeys extends CachedKeys<KeyObject> {
  constructor({ readKey, ...options }: AlbKeysOptions) {
    const source = {
      documentOf: (kid: string) => kid,
      isCertain: () => false,
      isSame: (one: KeyObject, other: KeyObject) => one.equals(other),
      read: async (kid: string) => {
        const key = await readKey(kid);
        return new Map(key === undefined ? [] : [[kid, key]]);
      },
    };
    super(source, options);
  }
}
