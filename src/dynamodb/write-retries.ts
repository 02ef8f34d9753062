import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { remainingMs } from '../clock/request-deadline.js';
import { AppError } from '../errors/app-error.js';

/** The first attempt and three more: whoever loses more often meets a crowd, and more attempts would only feed it. */
const attempts = 4;
const firstPauseMs = 25;
const longestPauseMs = 200;

/** The one way in which a write is tried again that met other writers. */
@Injectable()
export class WriteRetries {
  /**
   * Repeats `write` until it is decided (it gives something else than undefined): at most three times more, after
   * exponential pauses with full jitter, and never past the deadline of the request.
   *
   * @throws AppError `store_unavailable` when it is still not decided
   */
  async untilDecided<T>(write: () => Promise<T | undefined>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const decided = await write();
      if (decided !== undefined) return decided;
      const wait = Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
      if (attempt >= attempts || wait >= remainingMs()) break;
      await pause(wait);
    }
    throw new AppError('store_unavailable', { retryAfter: 1, reason: 'too many writers at the same time' });
  }
}
