import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { groupAnswer } from '../answers.js';
import { adminOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const listGroups = adminOperation({
  name: 'ListGroups',
  request: { Limit: z.int().min(0).max(60).optional(), NextToken: nextToken },
  run({ pool, groups }: Pick<UserPool, 'groups' | 'pool'>, input) {
    const { page, next } = pageOf(groups.all(), ({ name }) => name, { limit: input.Limit, token: input.NextToken });
    return { Groups: page.map((group) => groupAnswer(group, pool.id)), NextToken: next };
  },
});
