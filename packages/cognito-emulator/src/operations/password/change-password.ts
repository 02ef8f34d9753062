import { incorrectCredentials } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { password } from '../fields.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const changePassword = userOperation({
  name: 'ChangePassword',
  request: { PreviousPassword: password.optional(), ProposedPassword: password },
  run({ users, passwords, attempts }: Pick<UserPool, 'attempts' | 'passwords' | 'users'>, input, { user }) {
    attempts.requireUnlocked(user.username);
    if (!passwords.match(user, input.PreviousPassword ?? '')) {
      attempts.failed(user.username);
      throw incorrectCredentials();
    }
    attempts.succeeded(user.username);
    const stored = passwords.permanent(user.username, input.ProposedPassword);
    users.update(user.username, () => ({ password: stored }));
    return {};
  },
});
