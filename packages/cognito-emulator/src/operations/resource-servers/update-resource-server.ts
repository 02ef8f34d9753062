import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import {
  othersThan,
  resourceServer,
  resourceServerAnswer,
  resourceServerOf,
  resourceServerRequest,
} from './resource-server-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
export const updateResourceServer = adminOperation({
  name: 'UpdateResourceServer',
  request: resourceServerRequest,
  run({ pool, reconfigure }: Pick<UserPool, 'pool' | 'reconfigure'>, input) {
    resourceServerOf(pool, input.Identifier);
    const changed = resourceServer(input);
    reconfigure({ resourceServers: [...othersThan(pool, input.Identifier), changed] });
    return { ResourceServer: resourceServerAnswer(pool.id, changed) };
  },
});
