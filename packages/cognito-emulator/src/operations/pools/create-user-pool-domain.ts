import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { UserPools } from '../../user-pools.js';
import { poolsOperation } from '../operation.js';
import { domain } from './domains.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export const createUserPoolDomain = poolsOperation({
  name: 'CreateUserPoolDomain',
  request: {
    Domain: domain,
    UserPoolId: z.string().min(1).max(55),
    ManagedLoginVersion: z.int().min(1).max(2).optional(),
  },
  run(pools: UserPools, input) {
    const { pool, reconfigure } = pools.withId(input.UserPoolId);
    if (pools.ofDomain(input.Domain) !== undefined) {
      throw invalidParameter('Domain already associated with another user pool.');
    }
    if (pool.domain !== undefined) throw invalidParameter(`User pool ${pool.id} already has a domain configured.`);
    reconfigure({ domain: input.Domain });
    return { ManagedLoginVersion: input.ManagedLoginVersion ?? 1 };
  },
});
