import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { poolAnswer } from './pool-answer.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool = adminOperation({
  name: 'DescribeUserPool',
  request: {},
  run: (pool: Pick<UserPool, 'lambdaConfig' | 'pool' | 'users'>) => ({ UserPool: poolAnswer(pool) }),
});
