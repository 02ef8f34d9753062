import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { identifier, othersThan, resourceServerOf } from './resource-server-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export const deleteResourceServer = adminOperation({
  name: 'DeleteResourceServer',
  request: { Identifier: identifier },
  run({ pool, reconfigure }: Pick<UserPool, 'pool' | 'reconfigure'>, input) {
    resourceServerOf(pool, input.Identifier);
    reconfigure({ resourceServers: othersThan(pool, input.Identifier) });
    return {};
  },
});
