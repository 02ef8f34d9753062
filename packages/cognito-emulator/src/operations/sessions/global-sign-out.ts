import type { UserPool } from '../../user-pool.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const globalSignOut = userOperation({
  name: 'GlobalSignOut',
  request: {},
  run({ userSessions }: Pick<UserPool, 'userSessions'>, _input, { user }) {
    userSessions.revokeAllOf(user);
    return {};
  },
});
