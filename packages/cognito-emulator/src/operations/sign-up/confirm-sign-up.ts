import { notAuthorized, unknownUsername } from '../../cognito-error.js';
import { expiredCode } from '../../pool/codes.js';
import type { UserPool } from '../../user-pool.js';
import { clientMetadata, confirmationCode } from '../fields.js';
import { clientOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export const confirmSignUp = clientOperation({
  name: 'ConfirmSignUp',
  request: { ConfirmationCode: confirmationCode, ClientMetadata: clientMetadata },
  async run({ users, codes, triggers }: Pick<UserPool, 'users' | 'codes' | 'triggers'>, input, client) {
    const user = users.find(input.Username);
    // the same answer as for a code that has run out, so that it does not tell who has an account
    if (user === undefined) throw client.preventUserExistenceErrors === 'LEGACY' ? unknownUsername() : expiredCode();
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
    }
    codes.redeem(user, 'confirm-sign-up', input.ConfirmationCode);
    const confirmed = users.update(user.username, ({ attributes }) => ({
      status: 'CONFIRMED',
      attributes: { ...attributes, email_verified: 'true' },
    }));
    await triggers.postConfirmation({
      source: 'ConfirmSignUp',
      user: confirmed,
      client,
      clientMetadata: input.ClientMetadata,
    });
    return {};
  },
});
