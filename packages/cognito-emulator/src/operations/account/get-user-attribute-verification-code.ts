import { invalidParameter } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { attributeName, clientMetadata } from '../fields.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode = userOperation({
  name: 'GetUserAttributeVerificationCode',
  request: { AttributeName: attributeName, ClientMetadata: clientMetadata },
  async run({ codes, messages }: Pick<UserPool, 'codes' | 'messages'>, input, { user, client }) {
    const email = user.pendingEmail ?? user.attributes['email'];
    if (input.AttributeName !== 'email' || email === undefined) {
      throw invalidParameter('User does not have the attribute, or it cannot be verified.');
    }
    const delivery = await messages.sendCode({
      source: 'VerifyUserAttribute',
      user,
      to: email,
      code: codes.issue(user, 'verify-email'),
      client,
      clientMetadata: input.ClientMetadata,
    });
    return { CodeDeliveryDetails: delivery };
  },
});
