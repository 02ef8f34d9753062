import type { KeyLimits } from './key-limits.js';

/** Keeps reads of a key server that fails apart, further with each failure. Times are milliseconds. */
export class BackOff {
  private failuresInARow = 0;
  private failedAt = -Infinity;
  private retryAt = -Infinity;

  constructor(
    private readonly limits: KeyLimits['backoff'],
    /** Uniform in [0, 1): spreads the retries of many instances. */
    private readonly random: () => number,
  ) {}

  /** Whether the last read failed. */
  get failing(): boolean {
    return this.failuresInARow > 0;
  }

  /** Whether a read may be made now. */
  mayRead(now: number): boolean {
    return now >= this.retryAt;
  }

  /** Whether a read has just failed, so that the next look-up need not find out again. */
  failedLately(now: number): boolean {
    return this.failing && now - this.failedAt < 2 * this.limits.max;
  }

  /** Milliseconds until a read may be made. */
  remaining(now: number): number {
    return Math.max(0, this.retryAt - now);
  }

  failed(now: number): void {
    const delay = Math.min(this.limits.max, this.limits.first * 2 ** this.failuresInARow);
    this.failedAt = now;
    // between half and the whole, so that instances that failed together do not retry together
    this.retryAt = now + delay * (0.5 + this.random() / 2);
    this.failuresInARow++;
  }

  succeeded(): void {
    this.failuresInARow = 0;
    this.retryAt = -Infinity;
  }
}
