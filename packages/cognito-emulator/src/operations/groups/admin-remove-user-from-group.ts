import type { UserPool } from '../../user-pool.js';
import { groupName, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const adminRemoveUserFromGroup = adminOperation({
  name: 'AdminRemoveUserFromGroup',
  request: { Username: username, GroupName: groupName },
  run({ users, groups }: Pick<UserPool, 'users' | 'groups'>, input) {
    const group = groups.named(input.GroupName);
    users.update(users.named(input.Username).username, (user) => ({
      groups: user.groups.filter((name) => name !== group.name),
    }));
    return {};
  },
});
