import * as z from 'zod';
import { resourceNotFound } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import type { UserPools } from '../../user-pools.js';
import { poolsOperation } from '../operation.js';
import { poolArn } from '../pools/pool-answer.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const tagResource = poolsOperation({
  name: 'TagResource',
  request: { ResourceArn: z.string(), Tags: z.record(z.string(), z.string()) },
  run(pools: UserPools, { ResourceArn, Tags }) {
    const { pool, reconfigure } = poolOfArn(pools, ResourceArn);
    reconfigure({ tags: { ...pool.tags, ...Tags } });
    return {};
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export const untagResource = poolsOperation({
  name: 'UntagResource',
  request: { ResourceArn: z.string(), TagKeys: z.array(z.string()) },
  run(pools: UserPools, { ResourceArn, TagKeys }) {
    const { pool, reconfigure } = poolOfArn(pools, ResourceArn);
    const kept = Object.entries(pool.tags ?? {}).filter(([key]) => !TagKeys.includes(key));
    reconfigure({ tags: Object.fromEntries(kept) });
    return {};
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = poolsOperation({
  name: 'ListTagsForResource',
  request: { ResourceArn: z.string() },
  run: (pools: UserPools, { ResourceArn }) => ({ Tags: poolOfArn(pools, ResourceArn).pool.tags ?? {} }),
});

function poolOfArn(pools: UserPools, arn: string): UserPool {
  const found = pools.all().find(({ pool }) => poolArn(pool) === arn);
  if (found === undefined) throw resourceNotFound(`User pool ${arn.split('/').at(-1) ?? ''} does not exist.`);
  return found;
}
