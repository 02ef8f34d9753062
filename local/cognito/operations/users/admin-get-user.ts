import type { UserPool } from '../../pool/user-pool.js';
import { userAnswer } from '../answers.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = adminOperation({
  name: 'AdminGetUser',
  request: { Username: username },
  run({ users }: Pick<UserPool, 'users'>, input) {
    const { Attributes: UserAttributes, ...user } = userAnswer(users.named(input.Username));
    return { ...user, UserAttributes };
  },
});
