import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { poolRequest, poolSettings } from './pool-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
export const updateUserPool = adminOperation({
  name: 'UpdateUserPool',
  request: poolRequest,
  run({ pool, reconfigure }: Pick<UserPool, 'pool' | 'reconfigure'>, input) {
    const settings = poolSettings(input);
    // which factors there are is SetUserPoolMfaConfig's business
    const softwareTokenMfaEnabled = settings.softwareTokenMfaEnabled || pool.softwareTokenMfaEnabled;
    reconfigure({ ...settings, softwareTokenMfaEnabled });
    return {};
  },
});
