import { etagOf, type Written } from './etag.js';

/** What only the store needs to know of a resource. */
interface Internal extends Written {
  readonly requestKey?: string | undefined;
  readonly requestHash?: string | undefined;
  readonly updatedBy?: string | undefined;
}

const internal: ReadonlySet<string> = new Set<keyof Internal>(['writeId', 'requestKey', 'requestHash', 'updatedBy']);

export type Resource<T extends Internal> = Omit<T, 'writeId' | 'requestKey' | 'requestHash' | 'updatedBy'> & {
  readonly etag: string;
};

/** A stored resource as the API shows it: with its entity tag in place of what only the store needs. */
export function resourceOf<T extends Internal>(stored: T): Resource<T> {
  const shown = Object.entries(stored).filter(([field]) => !internal.has(field));
  return { ...Object.fromEntries(shown), etag: etagOf(stored) } as Resource<T>;
}
