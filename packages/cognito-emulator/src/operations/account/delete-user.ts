import type { UserPool } from '../../user-pool.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser = userOperation({
  name: 'DeleteUser',
  request: {},
  run({ users, codes, userSessions }: Pick<UserPool, 'codes' | 'userSessions' | 'users'>, _input, { user }) {
    userSessions.revokeAllOf(user);
    codes.forget(user);
    users.remove(user);
    return {};
  },
});
