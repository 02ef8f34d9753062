import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import { type Administrator, AuthorityMarks, type MarkOutcome } from '../profiles/authority-marks.repository.js';
import { ProfileAuthority } from '../profiles/profile-authority.js';
import { UserDirectory } from './user-directory.js';

/** Ends sign-ins: by a mark that the guards read, since a locally verified token would live on to its `exp` (docs/cognito-facts.md#t13). */
@Injectable()
export class SignOuts {
  constructor(
    private readonly marks: AuthorityMarks,
    private readonly authority: ProfileAuthority,
    private readonly directory: UserDirectory,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Ends every sign-in of the caller, here and in the user pool.
   *
   * @throws AppError `user_pool_unavailable` when they are ended here, but refresh tokens may live on in the pool
   */
  async ownEverywhere(by: Author): Promise<void> {
    await this.mark(by.id);
    await this.finish(by, by.id);
  }

  /** Marks every sign-in of another user as ended, while `admin` is one; `finish` does the rest. */
  async markBy(admin: Administrator, userId: string): Promise<MarkOutcome> {
    const outcome = await this.marks.endSignInsBy(admin, userId, Math.ceil(this.clock.seconds()));
    this.authority.forget(userId);
    return outcome;
  }

  /** After the mark: the record, and the user pool. */
  async finish(by: Author, userId: string): Promise<void> {
    this.audit.record({
      decision: 'changed',
      who: by.id,
      ...by.origin,
      subject: userId,
      changes: ['signed-out-everywhere'],
    });
    await this.directory.signOut(userId);
  }

  /** Refuses every token of a sign-in before now. `auth_time` has whole seconds, so the mark is the next one. */
  async mark(userId: string): Promise<void> {
    await this.marks.endSignInsBefore(userId, Math.ceil(this.clock.seconds()));
    this.authority.forget(userId);
  }

  /**
   * Ends the sign-in that the caller's token descends from; whatever is refreshed from it is refused too. The pool cannot end
   * it: its session ids are not the `origin_jti` of tokens, and RevokeToken wants the refresh token, which only the client
   * has. A profile that holds as many ended sign-ins as it can ends all instead.
   */
  async current(by: Author, sessionId: string | undefined): Promise<void> {
    if (sessionId === undefined) {
      throw new AppError('not_found', {
        detail: 'The token names no sign-in (origin_jti). Sign out everywhere instead.',
      });
    }
    if (!(await this.marks.endSession(by.id, sessionId))) return this.ownEverywhere(by);
    this.authority.forget(by.id);
    this.audit.record({ decision: 'changed', who: by.id, ...by.origin, subject: by.id, changes: ['signed-out'] });
  }
}
