import * as z from 'zod';
import type { UserPools } from '../../user-pools.js';
import { timestamp } from '../answers.js';
import { poolsOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools = poolsOperation({
  name: 'ListUserPools',
  request: { MaxResults: z.int().min(1).max(60), NextToken: nextToken },
  run(pools: UserPools, input) {
    const { page, next } = pageOf(pools.all(), ({ pool }) => pool.id, {
      limit: input.MaxResults,
      token: input.NextToken,
    });
    return {
      UserPools: page.map(({ pool, lambdaConfig }) => ({
        Id: pool.id,
        Name: pool.name,
        LambdaConfig: lambdaConfig(),
        LastModifiedDate: timestamp(pool.modifiedAt ?? pool.createdAt),
        CreationDate: timestamp(pool.createdAt),
      })),
      NextToken: next,
    };
  },
});
