import type { CodeDeliveryDetails } from '../../pool/messages.js';
import { changed, requireMutable, requireSchema, requireWritableBy, toAttributes } from '../../pool/attributes.js';
import type { UserPool } from '../../pool/user-pool.js';
import { attributes, clientMetadata } from '../fields.js';
import { userOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes = userOperation({
  name: 'UpdateUserAttributes',
  request: { UserAttributes: attributes, ClientMetadata: clientMetadata },
  run({ pool, users, codes, messages }: Services, input, { user, client }) {
    const changes = toAttributes(input.UserAttributes);
    requireWritableBy(client, changes);
    requireSchema(pool, changes);
    requireMutable(pool, user.attributes, changes);
    const updated = users.update(user.username, (current) => ({ attributes: changed(current.attributes, changes) }));
    const deliveries: CodeDeliveryDetails[] = [];
    const { email } = updated.attributes;
    if (email !== undefined && email !== user.attributes['email']) {
      deliveries.push(messages.sendCode(email, codes.issue(updated, 'verify-email')));
    }
    return { CodeDeliveryDetailsList: deliveries };
  },
});

type Services = Pick<UserPool, 'pool' | 'users' | 'codes' | 'messages'>;
