import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.js';
import { CognitoError } from '../cognito-error.js';
import { sha256 } from '../srp/srp-group.js';
import type { Collection } from '../state/store.js';
import type { User } from './user.js';

/** What a code is for; a code for one thing opens no other. */
export type CodePurpose = 'confirm-sign-up' | 'reset-password' | 'verify-email';

interface Code {
  readonly code: string;
  readonly expiresAt: string;
  readonly failures: number;
}

// AWS, "Quotas": sign-up codes live 24 hours, password reset codes 1 hour
const lifeInHours: Readonly<Record<CodePurpose, number>> = {
  'confirm-sign-up': 24,
  'reset-password': 1,
  'verify-email': 24,
};
const allowedFailures = 5;

/** The six-digit codes that users are sent: one a user and purpose, the newest. */
export class Codes {
  constructor(
    private readonly records: Collection<Code>,
    private readonly clock: Clock,
  ) {}

  /** A new code in place of any earlier one. */
  issue({ username }: Pick<User, 'username'>, purpose: CodePurpose): string {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(this.clock.now().getTime() + lifeInHours[purpose] * 3_600_000).toISOString();
    this.records.put(`${purpose}:${username}`, { code, expiresAt, failures: 0 });
    return code;
  }

  /** Uses a code up; throws CodeMismatch, ExpiredCode or, after five wrong ones, LimitExceeded. */
  redeem({ username }: Pick<User, 'username'>, purpose: CodePurpose, given: string): void {
    const key = `${purpose}:${username}`;
    const issued = this.records.get(key);
    if (issued === undefined || new Date(issued.expiresAt) <= this.clock.now()) throw expiredCode();
    if (issued.failures >= allowedFailures) {
      throw new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
    }
    if (!timingSafeEqual(sha256(given), sha256(issued.code))) {
      this.records.put(key, { ...issued, failures: issued.failures + 1 });
      throw codeMismatch();
    }
    this.records.delete(key);
  }

  /** Forgets a user's codes. */
  forget({ username }: Pick<User, 'username'>): void {
    for (const purpose of Object.keys(lifeInHours)) this.records.delete(`${purpose}:${username}`);
  }
}

/** What an expired code, and any code for an unknown user, is answered with. */
export function expiredCode(): CognitoError {
  return new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
}

/** What a wrong code is answered with. */
export function codeMismatch(): CognitoError {
  return new CognitoError('CodeMismatchException', 'Invalid verification code provided, please try again.');
}
