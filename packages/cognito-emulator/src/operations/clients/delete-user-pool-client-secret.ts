import * as z from 'zod';
import { invalidParameter, resourceNotFound } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { clientId } from '../fields.js';
import { adminOperation } from '../operation.js';
import { secretDescriptors } from './secret-answer.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClientSecret.html */
export const deleteUserPoolClientSecret = adminOperation({
  name: 'DeleteUserPoolClientSecret',
  request: { ClientId: clientId, ClientSecretId: z.string().min(1).max(256) },
  run({ clients }: Pick<UserPool, 'clients'>, input) {
    const client = clients.withId(input.ClientId);
    const index = secretDescriptors(client).findIndex(({ ClientSecretId }) => ClientSecretId === input.ClientSecretId);
    if (index < 0) throw resourceNotFound('Client secret not found.');
    const { secondSecret } = client;
    if (secondSecret === undefined) throw invalidParameter("A client's only secret cannot be deleted.");
    const kept = index === 0 ? { secret: secondSecret.value, secretCreatedAt: secondSecret.createdAt } : {};
    clients.update(client.id, { ...kept, secondSecret: undefined });
    return {};
  },
});
