import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Origin } from '../audit/audit-origin.decorator.js';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import { AuthorityMarks } from '../profiles/authority-marks.repository.js';
import { ProfileAuthority } from '../profiles/profile-authority.js';
import { UserDirectory } from './user-directory.js';

/** Ends sign-ins: by a mark that the guards read, since a locally verified token would live on to its `exp` (fact T13). */
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
   * Ends every sign-in of a user, here and in the user pool.
   *
   * @throws AppError `user_pool_unavailable` when they are ended here, but refresh tokens may live on in the pool
   */
  async everywhere(by: { readonly sub: string; readonly origin: Origin }, userId: string): Promise<void> {
    await this.mark(userId);
    this.audit.record({
      decision: 'changed',
      who: by.sub,
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
   * Ends the sign-in that the caller's token descends from; whatever is refreshed from it is refused too. The pool cannot be
   * told: its session ids are not the `origin_jti` of tokens, and RevokeToken wants the refresh token, which only the client
   * has. A profile that holds as many ended sign-ins as it can ends all instead.
   */
  async current(by: { readonly sub: string; readonly sessionId: string | undefined; readonly origin: Origin }) {
    const { sub, sessionId, origin } = by;
    if (sessionId === undefined) {
      throw new AppError('not_found', {
        detail: 'The token names no sign-in (origin_jti). Sign out everywhere instead.',
      });
    }
    if (!(await this.marks.endSession(sub, sessionId))) return this.everywhere(by, sub);
    this.authority.forget(sub);
    this.audit.record({ decision: 'changed', who: sub, ...origin, subject: sub, changes: ['signed-out'] });
  }
}
