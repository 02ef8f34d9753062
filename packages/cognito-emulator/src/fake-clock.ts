import type { Clock } from './clock.js';

/** A clock that stands still until it is told to move; what is due then runs at once. For tests. */
export class FakeClock implements Clock {
  private waiting: { readonly at: number; readonly run: () => void }[] = [];

  constructor(private time = Date.now()) {}

  now(): Date {
    return new Date(this.time);
  }

  after(milliseconds: number, run: () => void): () => void {
    const entry = { at: this.time + milliseconds, run };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry);
    };
  }

  advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }): void {
    this.time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    const due = this.waiting.filter(({ at }) => at <= this.time);
    this.waiting = this.waiting.filter(({ at }) => at > this.time);
    for (const { run } of due) run();
  }
}
