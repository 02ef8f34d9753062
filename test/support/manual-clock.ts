import { Clock } from '../../src/clock/clock.js';

/** Time that stands still until a test moves it. */
export class ManualClock extends Clock {
  private elapsedMs = 0;

  constructor(private instant = new Date('2026-03-02T08:00:00.000Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  override monotonicMs(): number {
    return this.elapsedMs;
  }

  /** Time passes. */
  advance(seconds: number): void {
    this.setBack(-seconds);
    this.elapsedMs += seconds * 1000;
  }

  /** Somebody sets the wall clock back; no time passes. */
  setBack(seconds: number): void {
    this.instant = new Date(this.instant.getTime() - seconds * 1000);
  }
}
