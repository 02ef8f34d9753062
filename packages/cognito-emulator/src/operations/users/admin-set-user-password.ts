import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { password, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const adminSetUserPassword = adminOperation({
  name: 'AdminSetUserPassword',
  request: { Username: username, Password: password, Permanent: z.boolean().optional() },
  run({ users, passwords }: Pick<UserPool, 'users' | 'passwords'>, input) {
    const user = users.named(input.Username);
    users.update(user.username, () =>
      input.Permanent === true
        ? { password: passwords.permanent(user.username, input.Password), status: 'CONFIRMED' }
        : { password: passwords.temporary(user.username, input.Password), status: 'FORCE_CHANGE_PASSWORD' },
    );
    return {};
  },
});
