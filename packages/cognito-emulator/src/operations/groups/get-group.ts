import type { UserPool } from '../../user-pool.js';
import { groupAnswer } from '../answers.js';
import { groupName } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup = adminOperation({
  name: 'GetGroup',
  request: { GroupName: groupName },
  run: ({ pool, groups }: Pick<UserPool, 'groups' | 'pool'>, input) => ({
    Group: groupAnswer(groups.named(input.GroupName), pool.id),
  }),
});
