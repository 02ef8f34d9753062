import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { UserPools } from '../../user-pools.js';
import { poolsOperation } from '../operation.js';
import { domain } from './domains.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const deleteUserPoolDomain = poolsOperation({
  name: 'DeleteUserPoolDomain',
  request: { Domain: domain, UserPoolId: z.string().min(1).max(55) },
  run(pools: UserPools, input) {
    const { pool, reconfigure } = pools.withId(input.UserPoolId);
    if (pool.domain !== input.Domain) throw invalidParameter('No such domain or user pool exists.');
    reconfigure({ domain: undefined });
    return {};
  },
});
