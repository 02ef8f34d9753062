import type { UserPool } from '../../user-pool.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';
import { sessionIdOf } from './user-session-id.js';

/**
 * A user's live sign-ins (COGNITO A8); nothing is known of devices and places.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserSessions.html
 */
export const adminListUserSessions = adminOperation({
  name: 'AdminListUserSessions',
  request: { Username: username, NextToken: nextToken },
  run({ users, userSessions }: Pick<UserPool, 'userSessions' | 'users'>, input) {
    const sessions = userSessions.activeOf(users.named(input.Username));
    const { page, next } = pageOf(sessions, sessionIdOf, { token: input.NextToken });
    return {
      Sessions: page.map((session) => ({
        SessionId: sessionIdOf(session),
        SessionType: 'TOKEN',
        ClientId: session.clientId,
        CreateDate: session.authTime,
        LastActiveDate: session.lastActiveAt ?? session.authTime,
        DeviceType: 'unknown',
        IsCurrentSession: false,
      })),
      NextToken: next,
    };
  },
});
