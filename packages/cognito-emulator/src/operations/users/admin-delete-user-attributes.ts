import { requireDeletable, without } from '../../pool/attributes.js';
import type { UserPool } from '../../user-pool.js';
import { attributeNames, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes = adminOperation({
  name: 'AdminDeleteUserAttributes',
  request: { Username: username, UserAttributeNames: attributeNames },
  run({ pool, users }: Pick<UserPool, 'pool' | 'users'>, { Username, UserAttributeNames: names }) {
    const user = users.named(Username);
    requireDeletable(pool, names);
    users.update(user.username, ({ attributes }) => ({ attributes: without(attributes, names) }));
    return {};
  },
});
