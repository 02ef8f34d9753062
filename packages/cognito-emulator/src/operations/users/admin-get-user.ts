import type { UserPool } from '../../user-pool.js';
import { mfaAnswer, userAnswer } from '../answers.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser = adminOperation({
  name: 'AdminGetUser',
  request: { Username: username },
  run({ users }: Pick<UserPool, 'users'>, input) {
    const user = users.named(input.Username);
    const { Attributes: UserAttributes, ...answer } = userAnswer(user);
    return { ...answer, UserAttributes, ...mfaAnswer(user) };
  },
});
