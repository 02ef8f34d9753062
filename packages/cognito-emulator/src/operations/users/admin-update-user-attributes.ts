import { changeAttributes } from '../../messages/attribute-changes.js';
import { requireMutable, requireSchema, toAttributes } from '../../pool/attributes.js';
import type { UserPool } from '../../user-pool.js';
import { attributes, clientMetadata, username } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes = adminOperation({
  name: 'AdminUpdateUserAttributes',
  request: { Username: username, UserAttributes: attributes, ClientMetadata: clientMetadata },
  async run(services: Pick<UserPool, 'codes' | 'messages' | 'pool' | 'users'>, input) {
    const { pool, users } = services;
    const user = users.named(input.Username);
    const changes = toAttributes(input.UserAttributes);
    requireMutable(pool, user.attributes, changes);
    requireSchema(pool, changes);
    await changeAttributes(services, user, changes, { clientMetadata: input.ClientMetadata });
    return {};
  },
});
