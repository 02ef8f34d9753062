import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import { domainsOf } from '../../pool/pool-domains.js';
import type { UserPools } from '../../user-pools.js';
import { poolsOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const deleteUserPool = poolsOperation({
  name: 'DeleteUserPool',
  request: { UserPoolId: z.string().min(1).max(55) },
  run(pools: UserPools, input) {
    const userPool = pools.withId(input.UserPoolId);
    if (userPool.pool.deletionProtection === 'ACTIVE') {
      throw invalidParameter(
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      );
    }
    if (domainsOf(userPool.pool).length > 0) {
      throw invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.');
    }
    pools.remove(userPool);
    return {};
  },
});
