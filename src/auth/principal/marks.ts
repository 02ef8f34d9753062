import type { AppError } from '../../errors/app-error.js';
import { refusal } from '../refusal.js';
import type { UserToken } from '../token/verified-token.js';
import type { Authority } from './authority.js';

/**
 * Why the marks on a user refuse a token; undefined when they do not.
 *
 * Ending a sign-in does not stop a locally verified token (docs/cognito-facts.md#t13), so the marks are compared here: one
 * sign-in by its `origin_jti`, all of them by the time of signing in, which refreshing a token does not move.
 */
export function refusalByMarks(token: UserToken, authority: Authority): AppError | undefined {
  const { sub, sessionId, signedInAt } = token;
  const { disabled, signedOutBefore = -Infinity, revokedSessions } = authority;
  if (disabled) return refusal('user_disabled', { reason: `the profile of ${sub} is disabled` });
  const isEnded = signedInAt < signedOutBefore || (sessionId !== undefined && revokedSessions.has(sessionId));
  if (!isEnded) return undefined;
  return refusal('revoked', { detail: 'Sign in again.', reason: `a sign-in of ${sub} was ended` });
}
