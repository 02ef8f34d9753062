import { codeMismatch } from '../../pool/codes.js';
import type { UserPool } from '../../user-pool.js';
import { unknownUsername } from '../../cognito-error.js';
import { clientMetadata, confirmationCode, password } from '../fields.js';
import { clientOperation } from '../operation.js';

/**
 * A new password for whoever has the code. A user who does not exist or is disabled is answered like a wrong code (AWS,
 * "Managing user existence error responses"); PostConfirmation runs as `ConfirmForgotPassword` (COGNITO L5).
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
 */
export const confirmForgotPassword = clientOperation({
  name: 'ConfirmForgotPassword',
  request: { ConfirmationCode: confirmationCode, Password: password, ClientMetadata: clientMetadata },
  async run({ users, codes, passwords, triggers }: Services, input, client) {
    const user = users.find(input.Username);
    if (user?.enabled !== true) {
      throw user === undefined && client.preventUserExistenceErrors === 'LEGACY' ? unknownUsername() : codeMismatch();
    }
    const stored = passwords.permanent(user.username, input.Password);
    codes.redeem(user, 'reset-password', input.ConfirmationCode);
    const reset = users.update(user.username, ({ attributes }) => ({
      password: stored,
      status: 'CONFIRMED',
      attributes: { ...attributes, email_verified: 'true' },
    }));
    await triggers.postConfirmation({
      source: 'ConfirmForgotPassword',
      user: reset,
      client,
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
});

type Services = Pick<UserPool, 'codes' | 'passwords' | 'triggers' | 'users'>;
