import type { UserPool } from '../../user-pool.js';
import { groupName } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup = adminOperation({
  name: 'DeleteGroup',
  request: { GroupName: groupName },
  run({ groups, users }: Pick<UserPool, 'groups' | 'users'>, input) {
    const { name } = groups.named(input.GroupName);
    // the members first: a kill in between leaves a group without them, not members of nothing
    for (const user of users.all()) {
      if (user.groups.includes(name)) {
        users.update(user.username, (member) => ({ groups: member.groups.filter((other) => other !== name) }));
      }
    }
    groups.remove(name);
    return {};
  },
});
