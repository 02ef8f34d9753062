import { Clock } from './clock.js';

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }

  override monotonicMs(): number {
    return performance.now();
  }

  /** Asked several times for each request: no Date to make. */
  override seconds(): number {
    return Date.now() / 1000;
  }
}
