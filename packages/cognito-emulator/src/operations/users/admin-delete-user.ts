import type { UserPool } from '../../user-pool.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const adminDeleteUser = adminOperation({
  name: 'AdminDeleteUser',
  request: { Username: username },
  run({ users, codes, userSessions }: Pick<UserPool, 'users' | 'codes' | 'userSessions'>, input) {
    const user = users.named(input.Username);
    userSessions.revokeAllOf(user);
    codes.forget(user);
    users.remove(user);
    return {};
  },
});
