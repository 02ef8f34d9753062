import { invalidParameter } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { othersThan, resourceServer, resourceServerAnswer, resourceServerRequest } from './resource-server-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export const createResourceServer = adminOperation({
  name: 'CreateResourceServer',
  request: resourceServerRequest,
  run({ pool, reconfigure }: Pick<UserPool, 'pool' | 'reconfigure'>, input) {
    const others = othersThan(pool, input.Identifier);
    if (others.length < (pool.resourceServers ?? []).length) {
      throw invalidParameter(`${input.Identifier} already exists in user pool ${pool.id}.`);
    }
    const made = resourceServer(input);
    reconfigure({ resourceServers: [...others, made] });
    return { ResourceServer: resourceServerAnswer(pool.id, made) };
  },
});
