import type { Clock } from '../clock.js';
import { notAuthorized } from '../cognito-error.js';

interface Attempts {
  readonly failures: number;
  readonly lockedUntil: number;
  readonly lastFailure: number;
}

const freeFailures = 5;
const longestLockMilliseconds = 15 * 60_000;
const trackedNames = 10_000;

/**
 * Locks a name out after too many wrong passwords, as the AWS page "Lockout behavior for failed sign-in attempts" says: five
 * are free, then 2^(n-5) seconds, up to about 15 minutes; attempts while locked out change nothing.
 */
export class AttemptLimiter {
  private readonly attempts = new Map<string, Attempts>();

  constructor(private readonly clock: Clock) {}

  /** Throws NotAuthorizedException while a name is locked out. */
  requireUnlocked(name: string): void {
    if ((this.attempts.get(name)?.lockedUntil ?? 0) > this.now()) throw notAuthorized('Password attempts exceeded');
  }

  failed(name: string): void {
    const now = this.now();
    const before = this.attempts.get(name);
    const idle =
      before !== undefined && now - Math.max(before.lastFailure, before.lockedUntil) >= longestLockMilliseconds;
    const failures = before === undefined || idle ? 1 : before.failures + 1;
    const lock = failures < freeFailures ? 0 : Math.min(1000 * 2 ** (failures - freeFailures), longestLockMilliseconds);
    this.attempts.delete(name);
    this.attempts.set(name, { failures, lockedUntil: now + lock, lastFailure: now });
    this.forgetOldest();
  }

  succeeded(name: string): void {
    this.attempts.delete(name);
  }

  private now(): number {
    return this.clock.now().getTime();
  }

  private forgetOldest(): void {
    if (this.attempts.size <= trackedNames) return;
    const oldest = this.attempts.keys().next();
    if (!oldest.done) this.attempts.delete(oldest.value);
  }
}
