import type { UserPools } from '../../user-pools.js';
import { poolsOperation } from '../operation.js';
import { domain } from './domains.js';

/**
 * A domain that nobody has is described by nothing, and is no error.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
 */
export const describeUserPoolDomain = poolsOperation({
  name: 'DescribeUserPoolDomain',
  request: { Domain: domain },
  run(pools: UserPools, input) {
    const pool = pools.ofDomain(input.Domain)?.pool;
    if (pool === undefined) return { DomainDescription: {} };
    return {
      DomainDescription: {
        UserPoolId: pool.id,
        AWSAccountId: '123456789012',
        Domain: pool.domain,
        Status: 'ACTIVE',
        CustomDomainConfig: {},
      },
    };
  },
});
