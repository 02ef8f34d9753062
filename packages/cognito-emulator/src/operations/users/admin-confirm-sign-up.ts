import { notAuthorized } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { clientMetadata, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/**
 * Confirms a user without a code; the address stays unverified.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html
 */
export const adminConfirmSignUp = adminOperation({
  name: 'AdminConfirmSignUp',
  request: { Username: username, ClientMetadata: clientMetadata },
  async run({ users, codes, triggers }: Pick<UserPool, 'users' | 'codes' | 'triggers'>, input) {
    const user = users.named(input.Username);
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
    }
    const confirmed = users.update(user.username, () => ({ status: 'CONFIRMED' }));
    codes.forget(user);
    await triggers.postConfirmation({
      source: 'ConfirmSignUp',
      user: confirmed,
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
});
