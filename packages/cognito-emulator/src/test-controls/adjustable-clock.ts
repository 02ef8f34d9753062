import type { Clock } from '../clock.js';

/** A clock that runs as another does, and can be put forward or back while it runs; what then is due runs at once. */
export class AdjustableClock implements Clock {
  private ahead = 0;
  private waiting = new Set<{ readonly at: number; readonly run: () => void }>();

  constructor(private readonly base: Clock) {}

  now(): Date {
    return new Date(this.base.now().getTime() + this.ahead);
  }

  after(milliseconds: number, run: () => void): () => void {
    const cancelBase = this.base.after(milliseconds, () => {
      fire();
    });
    const entry = {
      at: this.now().getTime() + milliseconds,
      run: () => {
        fire();
      },
    };
    const cancel = (): void => {
      cancelBase();
      this.waiting.delete(entry);
    };
    const fire = (): void => {
      cancel();
      run();
    };
    this.waiting.add(entry);
    return cancel;
  }

  /** Sets the time that it is. */
  set(now: Date): void {
    this.ahead = now.getTime() - this.base.now().getTime();
    for (const entry of [...this.waiting]) if (entry.at <= now.getTime()) entry.run();
  }
}
