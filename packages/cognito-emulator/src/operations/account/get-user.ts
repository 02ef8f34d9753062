import { readableBy, toItems } from '../../pool/attributes.js';
import { mfaAnswer } from '../answers.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser = userOperation({
  name: 'GetUser',
  request: {},
  run(_pool, _input, { user, client }) {
    const UserAttributes = toItems(readableBy(client, user.attributes));
    return { Username: user.username, UserAttributes, ...mfaAnswer(user) };
  },
});
