import { setTimeout as pause } from 'node:timers/promises';

const firstMs = 20;
const longestMs = 320;

/** The pauses between attempts at something that others are doing too: exponential, with full jitter. */
export class Backoff {
  /** Waits before attempt `attempt` + 1; attempts count from 1. */
  async wait(attempt: number): Promise<void> {
    await pause(Math.random() * Math.min(longestMs, firstMs * 2 ** attempt));
  }
}
