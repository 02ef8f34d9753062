import { unknownUsername } from '../../cognito-error.js';
import { deliveredTo } from '../../pool/messages.js';
import { requireResettable } from '../../pool/password-reset.js';
import type { UserPool } from '../../pool/user-pool.js';
import { clientMetadata } from '../fields.js';
import { clientOperation } from '../operation.js';

/**
 * Sends a code for a new password. A client that hides who has an account is told of a delivery for a user who does not exist,
 * is disabled or has no verified address, too (AWS, "Managing user existence error responses").
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
 */
export const forgotPassword = clientOperation({
  name: 'ForgotPassword',
  request: { ClientMetadata: clientMetadata },
  async run({ users, codes, messages }: Pick<UserPool, 'codes' | 'messages' | 'users'>, input, client) {
    const user = users.find(input.Username);
    const hides = client.preventUserExistenceErrors === 'ENABLED';
    if (user === undefined && !hides) throw unknownUsername();
    const reachable = user?.enabled === true && user.attributes['email_verified'] === 'true';
    if (user === undefined || (hides && !reachable)) {
      return { CodeDeliveryDetails: deliveredTo(input.Username) };
    }
    const delivery = await messages.sendCode({
      source: 'ForgotPassword',
      user,
      to: requireResettable(user),
      code: codes.issue(user, 'reset-password'),
      client,
      clientMetadata: input.ClientMetadata,
    });
    return { CodeDeliveryDetails: delivery };
  },
});
