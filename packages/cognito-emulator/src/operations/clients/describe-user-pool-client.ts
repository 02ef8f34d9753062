import type { UserPool } from '../../user-pool.js';
import { clientId } from '../fields.js';
import { adminOperation } from '../operation.js';
import { clientAnswer } from './client-answer.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = adminOperation({
  name: 'DescribeUserPoolClient',
  request: { ClientId: clientId },
  run: ({ pool, clients }: Pick<UserPool, 'clients' | 'pool'>, input) => ({
    UserPoolClient: clientAnswer(pool, clients.withId(input.ClientId)),
  }),
});
