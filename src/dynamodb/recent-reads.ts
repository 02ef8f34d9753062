import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/clock.js';
import { withoutRequestDeadline } from '../clock/request-deadline.js';

/** How old an answer may be, in milliseconds. */
const maxAgeMs = 5_000;
const mostEntries = 10_000;

interface Entry<T> {
  readonly readAt: number;
  readonly value: Promise<T>;
}

/**
 * Remembers what was read a moment ago, at most five seconds, for settings that every booking needs. Those who ask at the
 * same time share one read; a read that fails or finds nothing is not remembered; a change made by this process is seen at once.
 */
export class RecentReads<T> {
  private readonly entries = new LRUCache<string, Entry<T>>({ max: mostEntries });

  constructor(private readonly clock: Clock) {}

  get(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.entries.get(name);
    const now = this.clock.monotonicMs();
    if (known !== undefined && now - known.readAt < maxAgeMs) return known.value;
    // others wait for the same read, so it must not end with the request that happens to begin it
    const value = withoutRequestDeadline(read);
    const entry = { readAt: now, value };
    this.entries.set(name, entry);
    const drop = (): void => {
      if (this.entries.peek(name) === entry) this.entries.delete(name);
    };
    value.then((found) => {
      if (found === undefined) drop();
    }, drop);
    return value;
  }

  /** What was read before is out of date. */
  forget(name: string): void {
    this.entries.delete(name);
  }
}
