import type { UserPool } from '../../user-pool.js';
import { groupName, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export const adminAddUserToGroup = adminOperation({
  name: 'AdminAddUserToGroup',
  request: { Username: username, GroupName: groupName },
  run({ users, groups }: Pick<UserPool, 'users' | 'groups'>, input) {
    const group = groups.named(input.GroupName);
    users.update(users.named(input.Username).username, (user) => ({
      groups: [...new Set([...user.groups, group.name])],
    }));
    return {};
  },
});
