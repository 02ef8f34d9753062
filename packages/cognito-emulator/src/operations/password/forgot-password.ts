import { unknownUsername } from '../../cognito-error.js';
import { deliveredTo } from '../../messages/messages.js';
import { requireResettable } from '../../pool/password-reset.js';
import { findOrMigrate } from '../../sign-in/user-migration.js';
import type { UserPool } from '../../user-pool.js';
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
  async run(services: Services, input, client) {
    const { codes, messages } = services;
    const occasion = { source: 'ForgotPassword', client, clientMetadata: input.ClientMetadata } as const;
    const user = await findOrMigrate(services, { ...occasion, userName: input.Username });
    const hides = client.preventUserExistenceErrors === 'ENABLED';
    if (user === undefined && !hides) throw unknownUsername();
    const reachable = user?.enabled === true && user.attributes['email_verified'] === 'true';
    if (user === undefined || (hides && !reachable)) {
      return { CodeDeliveryDetails: deliveredTo(input.Username) };
    }
    const to = requireResettable(user);
    const code = codes.issue(user, 'reset-password');
    return { CodeDeliveryDetails: await messages.sendCode({ ...occasion, user, to, code }) };
  },
});

type Services = Pick<UserPool, 'codes' | 'messages' | 'passwords' | 'pool' | 'triggers' | 'users'>;
