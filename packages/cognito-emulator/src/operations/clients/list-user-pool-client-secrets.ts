import type { UserPool } from '../../user-pool.js';
import { clientId } from '../fields.js';
import { adminOperation } from '../operation.js';
import { secretDescriptors } from './secret-answer.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html */
export const listUserPoolClientSecrets = adminOperation({
  name: 'ListUserPoolClientSecrets',
  request: { ClientId: clientId },
  run: ({ clients }: Pick<UserPool, 'clients'>, input) => ({
    ClientSecrets: secretDescriptors(clients.withId(input.ClientId)),
  }),
});
