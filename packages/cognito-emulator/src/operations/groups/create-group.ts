import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { groupAnswer } from '../answers.js';
import { groupName } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const createGroup = adminOperation({
  name: 'CreateGroup',
  request: {
    GroupName: groupName,
    Description: z.string().max(2048).optional(),
    Precedence: z.int().min(0).optional(),
    RoleArn: z.string().min(20).max(2048).optional(),
  },
  run({ pool, groups }: Pick<UserPool, 'pool' | 'groups'>, input) {
    const group = groups.add({
      name: input.GroupName,
      description: input.Description,
      precedence: input.Precedence,
      roleArn: input.RoleArn,
    });
    return { Group: groupAnswer(group, pool.id) };
  },
});
