import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { identifier, resourceServerAnswer, resourceServerOf } from './resource-server-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer = adminOperation({
  name: 'DescribeResourceServer',
  request: { Identifier: identifier },
  run({ pool }: Pick<UserPool, 'pool'>, input) {
    return { ResourceServer: resourceServerAnswer(pool.id, resourceServerOf(pool, input.Identifier)) };
  },
});
