import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { groupAnswer } from '../answers.js';
import { groupName } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html */
export const updateGroup = adminOperation({
  name: 'UpdateGroup',
  request: {
    GroupName: groupName,
    Description: z.string().max(2048).optional(),
    Precedence: z.int().min(0).optional(),
    RoleArn: z.string().min(20).max(2048).optional(),
  },
  run({ pool, groups }: Pick<UserPool, 'groups' | 'pool'>, input) {
    const { Description: description, Precedence: precedence, RoleArn: roleArn } = input;
    const group = groups.update(input.GroupName, {
      ...(description !== undefined && { description }),
      ...(precedence !== undefined && { precedence }),
      ...(roleArn !== undefined && { roleArn }),
    });
    return { Group: groupAnswer(group, pool.id) };
  },
});
