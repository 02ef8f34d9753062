import { changed, requireMutable, requireSchema, toAttributes } from '../../pool/attributes.js';
import type { UserPool } from '../../pool/user-pool.js';
import { attributes, clientMetadata, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = adminOperation({
  name: 'AdminUpdateUserAttributes',
  request: { Username: username, UserAttributes: attributes, ClientMetadata: clientMetadata },
  run({ pool, users }: Pick<UserPool, 'pool' | 'users'>, input) {
    const user = users.named(input.Username);
    const changes = toAttributes(input.UserAttributes);
    requireMutable(pool, user.attributes, changes);
    requireSchema(pool, changes);
    users.update(user.username, (current) => ({ attributes: changed(current.attributes, changes) }));
    return {};
  },
});
