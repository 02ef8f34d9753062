import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients = adminOperation({
  name: 'ListUserPoolClients',
  request: { MaxResults: z.int().min(1).max(60).optional(), NextToken: nextToken },
  run({ pool, clients }: Pick<UserPool, 'clients' | 'pool'>, input) {
    const { page, next } = pageOf(clients.all(), ({ id }) => id, { limit: input.MaxResults, token: input.NextToken });
    return {
      UserPoolClients: page.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
      NextToken: next,
    };
  },
});
