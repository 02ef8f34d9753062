import { changeAttributes } from '../../messages/attribute-changes.js';
import { requireMutable, requireSchema, requireWritableBy, toAttributes } from '../../pool/attributes.js';
import type { UserPool } from '../../user-pool.js';
import { attributes, clientMetadata } from '../fields.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = userOperation({
  name: 'UpdateUserAttributes',
  request: { UserAttributes: attributes, ClientMetadata: clientMetadata },
  async run(services: Services, input, { user, client }) {
    const { pool } = services;
    const changes = toAttributes(input.UserAttributes);
    requireWritableBy(client, changes);
    requireSchema(pool, changes);
    requireMutable(pool, user.attributes, changes);
    const occasion = { client, clientMetadata: input.ClientMetadata };
    return { CodeDeliveryDetailsList: await changeAttributes(services, user, changes, occasion) };
  },
});

type Services = Pick<UserPool, 'pool' | 'users' | 'codes' | 'messages'>;
