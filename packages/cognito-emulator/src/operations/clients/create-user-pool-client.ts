import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { clientAnswer } from './client-answer.js';
import { clientRequest, clientSettings } from './client-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const createUserPoolClient = adminOperation({
  name: 'CreateUserPoolClient',
  request: {
    ...clientRequest,
    ClientName: z.string(),
    GenerateSecret: z.boolean().optional(),
    ClientSecret: z.string().optional(),
  },
  run({ pool, clients, identityProviders }: Pick<UserPool, 'clients' | 'identityProviders' | 'pool'>, input) {
    const { GenerateSecret: generateSecret = false, ClientSecret: secret } = input;
    if (generateSecret && secret !== undefined) {
      throw invalidParameter('GenerateSecret and ClientSecret cannot be used together.');
    }
    const surroundings = {
      pool,
      hasSecret: generateSecret || secret !== undefined,
      providers: identityProviders.names(),
    };
    const settings = clientSettings(surroundings, input);
    const client = clients.add({ ...settings, name: input.ClientName }, { generateSecret, secret });
    return { UserPoolClient: clientAnswer(pool, client) };
  },
});
