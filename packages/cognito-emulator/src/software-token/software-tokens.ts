import type { Clock } from '../clock.js';
import { CognitoError } from '../cognito-error.js';
import type { User } from '../pool/user.js';
import type { Users } from '../pool/users.js';
import type { AttemptLimiter } from '../pool/attempt-limiter.js';
import { stepsOf } from './totp.js';

/** The software tokens (TOTP) of one pool's users: registered, and answered with; each code good for one use. */
export class SoftwareTokens {
  constructor(
    private readonly users: Users,
    private readonly attempts: AttemptLimiter,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a secret the user's token once a code shows that their app has it; an earlier token ends only now.
   * Throws EnableSoftwareTokenMFAException for a wrong code.
   */
  register({ username }: User, secret: string, code: string, deviceName: string | undefined): User {
    const name = this.unlocked(username);
    const step = stepsOf(secret, code, this.clock.now()).at(-1);
    if (step === undefined) {
      this.attempts.failed(name);
      throw new CognitoError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA');
    }
    this.attempts.succeeded(name);
    return this.users.update(username, () => ({
      softwareToken: { secret, deviceName, lastUsedStep: step },
      pendingSoftwareToken: undefined,
    }));
  }

  /**
   * Uses up a code of the user's token. Throws CodeMismatchException when it is wrong and ExpiredCodeException when it, or a
   * later one, was used before (RFC 6238, section 5.2).
   */
  redeem({ username, softwareToken: token }: User, code: string): void {
    if (token === undefined) throw softwareTokenNotFound();
    const name = this.unlocked(username);
    const steps = stepsOf(token.secret, code, this.clock.now());
    const fresh = steps.find((step) => step > token.lastUsedStep);
    if (fresh === undefined) {
      this.attempts.failed(name);
      throw steps.length === 0
        ? new CognitoError('CodeMismatchException', 'Invalid code received for user')
        : new CognitoError('ExpiredCodeException', 'Your software token has already been used once.');
    }
    this.attempts.succeeded(name);
    this.users.update(username, () => ({ softwareToken: { ...token, lastUsedStep: fresh } }));
  }

  /** The name that attempts are counted under: codes are guessed no faster than passwords, and counted apart. */
  private unlocked(username: string): string {
    const name = `software-token:${username}`;
    this.attempts.requireUnlocked(name);
    return name;
  }
}

/** What a user without a software token is told where one is needed. */
export function softwareTokenNotFound(): CognitoError {
  return new CognitoError('SoftwareTokenMFANotFoundException', 'Software Token MFA does not exist for the user.');
}
