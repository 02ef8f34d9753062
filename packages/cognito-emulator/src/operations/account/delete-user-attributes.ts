import { requireDeletable, requireWritableBy, toAttributes, without } from '../../pool/attributes.js';
import type { UserPool } from '../../user-pool.js';
import { attributeNames } from '../fields.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes = userOperation({
  name: 'DeleteUserAttributes',
  request: { UserAttributeNames: attributeNames },
  run({ pool, users }: Pick<UserPool, 'pool' | 'users'>, { UserAttributeNames: names }, { user, client }) {
    requireWritableBy(client, toAttributes(names.map((Name) => ({ Name }))));
    requireDeletable(pool, names);
    users.update(user.username, ({ attributes }) => ({ attributes: without(attributes, names) }));
    return {};
  },
});
