import type { UserPool } from '../../user-pool.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export const adminUserGlobalSignOut = adminOperation({
  name: 'AdminUserGlobalSignOut',
  request: { Username: username },
  run({ users, userSessions }: Pick<UserPool, 'users' | 'userSessions'>, input) {
    userSessions.revokeAllOf(users.named(input.Username));
    return {};
  },
});
