import type { UserPool } from '../../user-pool.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser = adminOperation({
  name: 'AdminEnableUser',
  request: { Username: username },
  run({ users }: Pick<UserPool, 'users'>, input) {
    users.update(users.named(input.Username).username, () => ({ enabled: true }));
    return {};
  },
});
