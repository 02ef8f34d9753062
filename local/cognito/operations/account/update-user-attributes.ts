import { changeAttributes } from '../../pool/attribute-changes.js';
import { requireMutable, requireSchema, requireWritableBy, toAttributes } from '../../pool/attributes.js';
import type { UserPool } from '../../pool/user-pool.js';
import { attributes, clientMetadata } from '../fields.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = userOperation({
  name: 'UpdateUserAttributes',
  request: { UserAttributes: attributes, ClientMetadata: clientMetadata },
  run(services: Services, input, { user, client }) {
    const { pool } = services;
    const changes = toAttributes(input.UserAttributes);
    requireWritableBy(client, changes);
    requireSchema(pool, changes);
    requireMutable(pool, user.attributes, changes);
    return { CodeDeliveryDetailsList: changeAttributes(services, user, changes) };
  },
});

type Services = Pick<UserPool, 'pool' | 'users' | 'codes' | 'messages'>;
