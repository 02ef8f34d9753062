import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';
import { resourceServerAnswer } from './resource-server-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers = adminOperation({
  name: 'ListResourceServers',
  request: { MaxResults: z.int().min(1).max(50).optional(), NextToken: nextToken },
  run({ pool }: Pick<UserPool, 'pool'>, { MaxResults: limit = 50, NextToken: token }) {
    const { page, next } = pageOf(pool.resourceServers ?? [], ({ identifier }) => identifier, { limit, token });
    return { ResourceServers: page.map((server) => resourceServerAnswer(pool.id, server)), NextToken: next };
  },
});
