import { invalidParameter, unknownUsername } from '../../cognito-error.js';
import { deliveredTo } from '../../messages/messages.js';
import type { UserPool } from '../../user-pool.js';
import { clientMetadata } from '../fields.js';
import { clientOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode = clientOperation({
  name: 'ResendConfirmationCode',
  request: { ClientMetadata: clientMetadata },
  async run({ users, codes, messages }: Pick<UserPool, 'users' | 'codes' | 'messages'>, input, client) {
    const user = users.find(input.Username);
    if (user === undefined) {
      if (client.preventUserExistenceErrors === 'LEGACY') throw unknownUsername();
      return { CodeDeliveryDetails: deliveredTo(input.Username) };
    }
    if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
    const delivery = await messages.sendCode({
      source: 'ResendCode',
      user,
      code: codes.issue(user, 'confirm-sign-up'),
      client,
      clientMetadata: input.ClientMetadata,
    });
    return { CodeDeliveryDetails: delivery };
  },
});
