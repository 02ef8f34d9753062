import { invalidParameter } from '../../cognito-error.js';
import { confirmEmail, requireFree } from '../../messages/attribute-changes.js';
import type { UserPool } from '../../user-pool.js';
import { attributeName, confirmationCode } from '../fields.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute = userOperation({
  name: 'VerifyUserAttribute',
  request: { AttributeName: attributeName, Code: confirmationCode },
  run({ users, codes }: Pick<UserPool, 'codes' | 'users'>, input, { user }) {
    if (input.AttributeName !== 'email') throw invalidParameter('The attribute cannot be verified.');
    requireFree(users, user, user.pendingEmail ?? '');
    codes.redeem(user, 'verify-email', input.Code);
    confirmEmail(users, user);
    return {};
  },
});
