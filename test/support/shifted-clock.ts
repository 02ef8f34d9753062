import { Clock } from '../../src/clock/clock.js';

/** The system's time and a shift that a test sets: for servers whose neighbours live in the real time. */
export class ShiftedClock extends Clock {
  private shiftMs = 0;
  private wallShiftMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.shiftMs + this.wallShiftMs);
  }

  override monotonicMs(): number {
    return performance.now() + this.shiftMs;
  }

  /** Time passes. */
  advance(seconds: number): void {
    this.shiftMs += seconds * 1_000;
  }

  /** Somebody sets the wall clock back; no time passes. */
  setBack(seconds: number): void {
    this.wallShiftMs -= seconds * 1_000;
  }
}
