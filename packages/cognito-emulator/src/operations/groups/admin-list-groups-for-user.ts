import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { groupAnswer } from '../answers.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser = adminOperation({
  name: 'AdminListGroupsForUser',
  request: { Username: username, Limit: z.int().min(0).max(60).optional(), NextToken: nextToken },
  run({ pool, groups, users }: Pick<UserPool, 'groups' | 'pool' | 'users'>, input) {
    const user = users.named(input.Username);
    const joined = groups.all().filter(({ name }) => user.groups.includes(name));
    const { page, next } = pageOf(joined, ({ name }) => name, { limit: input.Limit, token: input.NextToken });
    return { Groups: page.map((group) => groupAnswer(group, pool.id)), NextToken: next };
  },
});
