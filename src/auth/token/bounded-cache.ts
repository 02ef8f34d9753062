export interface CacheLimits {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * A map that forgets what has not been used for longest, bounded in entries and in bytes. It keeps two generations and drops
 * the older one whole when the younger is half the bounds: a least-recently-used list costs more per entry than that is worth.
 */
export class BoundedCache<V extends { readonly token: string }> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();
  private youngBytes = 0;

  constructor(private readonly limits: CacheLimits) {}

  get(key: string): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const survivor = this.old.get(key);
    if (survivor !== undefined) this.set(key, survivor);
    return survivor;
  }

  set(key: string, value: V): void {
    const former = this.young.get(key);
    if (former !== undefined) this.youngBytes -= bytesOf(former);
    this.young.set(key, value);
    this.youngBytes += bytesOf(value);
    if (this.young.size * 2 >= this.limits.entries || this.youngBytes * 2 >= this.limits.bytes) this.age();
  }

  delete(key: string): void {
    const value = this.young.get(key);
    if (value !== undefined) this.youngBytes -= bytesOf(value);
    this.young.delete(key);
    this.old.delete(key);
  }

  private age(): void {
    this.old = this.young;
    this.young = new Map();
    this.youngBytes = 0;
  }
}

/** The token, and about as much again for what its claims became. */
const bytesOf = ({ token }: { readonly token: string }): number => 2 * token.length;
