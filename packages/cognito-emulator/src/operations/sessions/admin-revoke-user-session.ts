import * as z from 'zod';
import { resourceNotFound } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';
import { sessionIdOf } from './user-session-id.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html */
export const adminRevokeUserSession = adminOperation({
  name: 'AdminRevokeUserSession',
  request: {
    Username: username,
    SessionId: z.string().min(1).max(64),
    RevokeAssociatedSessions: z.enum(['NONE', 'LINKED']).optional(),
  },
  run({ users, userSessions }: Pick<UserPool, 'userSessions' | 'users'>, input) {
    const sessions = userSessions.activeOf(users.named(input.Username));
    const session = sessions.find((candidate) => sessionIdOf(candidate) === input.SessionId);
    if (session === undefined) throw resourceNotFound('Session does not exist.');
    userSessions.revoke(session);
    return {};
  },
});
