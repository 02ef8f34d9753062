import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { clientId } from '../fields.js';
import { adminOperation } from '../operation.js';
import { clientAnswer } from './client-answer.js';
import { clientRequest, clientSettings } from './client-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export const updateUserPoolClient = adminOperation({
  name: 'UpdateUserPoolClient',
  request: { ...clientRequest, ClientId: clientId, ClientName: z.string().optional() },
  run({ pool, clients, identityProviders }: Pick<UserPool, 'clients' | 'identityProviders' | 'pool'>, input) {
    const { name, secret } = clients.withId(input.ClientId);
    const surroundings = { pool, hasSecret: secret !== undefined, providers: identityProviders.names() };
    const settings = clientSettings(surroundings, input);
    const client = clients.update(input.ClientId, { ...settings, name: input.ClientName ?? name });
    return { UserPoolClient: clientAnswer(pool, client) };
  },
});
