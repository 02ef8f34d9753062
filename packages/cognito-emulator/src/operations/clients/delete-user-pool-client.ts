import type { UserPool } from '../../user-pool.js';
import { clientId } from '../fields.js';
import { adminOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const deleteUserPoolClient = adminOperation({
  name: 'DeleteUserPoolClient',
  request: { ClientId: clientId },
  run({ clients }: Pick<UserPool, 'clients'>, input) {
    clients.remove(clients.withId(input.ClientId).id);
    return {};
  },
});
