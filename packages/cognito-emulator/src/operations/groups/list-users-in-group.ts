import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { userAnswer } from '../answers.js';
import { groupName } from '../fields.js';
import { adminOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const listUsersInGroup = adminOperation({
  name: 'ListUsersInGroup',
  request: { GroupName: groupName, Limit: z.int().min(0).max(60).optional(), NextToken: nextToken },
  run({ groups, users }: Pick<UserPool, 'groups' | 'users'>, input) {
    const { name } = groups.named(input.GroupName);
    const members = users.all().filter((user) => user.groups.includes(name));
    const { page, next } = pageOf(members, (user) => user.username, { limit: input.Limit, token: input.NextToken });
    return { Users: page.map((user) => userAnswer(user)), NextToken: next };
  },
});
