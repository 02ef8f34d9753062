import type { UserPool } from '../../user-pool.js';
import { clientId } from '../fields.js';
import { adminOperation } from '../operation.js';
import { clientAnswer } from './client-answer.js';
import { clientName, clientRequest, clientSettings } from './client-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export const updateUserPoolClient = adminOperation({
  name: 'UpdateUserPoolClient',
  request: { ...clientRequest, ClientId: clientId, ClientName: clientName.optional() },
  run({ pool, clients }: Pick<UserPool, 'clients' | 'pool'>, input) {
    const { name, secret } = clients.withId(input.ClientId);
    const settings = clientSettings(pool, input, secret !== undefined);
    const client = clients.update(input.ClientId, { ...settings, name: input.ClientName ?? name });
    return { UserPoolClient: clientAnswer(pool, client) };
  },
});
