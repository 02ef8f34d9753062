import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { clientAnswer } from './client-answer.js';
import { clientName, clientRequest, clientSettings } from './client-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const createUserPoolClient = adminOperation({
  name: 'CreateUserPoolClient',
  request: { ...clientRequest, ClientName: clientName, GenerateSecret: z.boolean().optional() },
  run({ pool, clients }: Pick<UserPool, 'clients' | 'pool'>, input) {
    const generateSecret = input.GenerateSecret ?? false;
    const settings = clientSettings(pool, input, generateSecret);
    const client = clients.add({ ...settings, name: input.ClientName }, { generateSecret });
    return { UserPoolClient: clientAnswer(pool, client) };
  },
});
