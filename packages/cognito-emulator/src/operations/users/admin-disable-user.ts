import type { UserPool } from '../../user-pool.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';

/**
 * Disables a user and revokes all their tokens.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
export const adminDisableUser = adminOperation({
  name: 'AdminDisableUser',
  request: { Username: username },
  run({ users, userSessions }: Pick<UserPool, 'users' | 'userSessions'>, input) {
    const user = users.update(users.named(input.Username).username, () => ({ enabled: false }));
    userSessions.revokeAllOf(user);
    return {};
  },
});
