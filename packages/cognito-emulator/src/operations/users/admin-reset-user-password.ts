import { requireResettable } from '../../pool/password-reset.js';
import type { UserPool } from '../../user-pool.js';
import { clientMetadata, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/**
 * Makes a user's password useless and sends them a code for a new one (COGNITO A7).
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html
 */
export const adminResetUserPassword = adminOperation({
  name: 'AdminResetUserPassword',
  request: { Username: username, ClientMetadata: clientMetadata },
  async run({ users, codes, messages }: Pick<UserPool, 'codes' | 'messages' | 'users'>, input) {
    const user = users.named(input.Username);
    const to = requireResettable(user);
    const reset = users.update(user.username, () => ({ status: 'RESET_REQUIRED' }));
    const code = codes.issue(reset, 'reset-password');
    await messages.sendCode({ source: 'ForgotPassword', user: reset, to, code, clientMetadata: input.ClientMetadata });
    return {};
  },
});
