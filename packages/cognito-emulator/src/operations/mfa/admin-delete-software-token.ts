import type { UserPool } from '../../user-pool.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';

/**
 * Forgets a user's authenticator app, for somebody who has lost it (COGNITO A8).
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html
 */
export const adminDeleteSoftwareToken = adminOperation({
  name: 'AdminDeleteSoftwareToken',
  request: { Username: username },
  run({ users }: Pick<UserPool, 'users'>, input) {
    users.update(users.named(input.Username).username, () => ({
      softwareToken: undefined,
      pendingSoftwareToken: undefined,
      softwareTokenMfa: undefined,
    }));
    return {};
  },
});
