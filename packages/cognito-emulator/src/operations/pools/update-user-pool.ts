import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { poolRequest, poolSettings } from './pool-request.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
export const updateUserPool = adminOperation({
  name: 'UpdateUserPool',
  request: { ...poolRequest, PoolName: z.string().optional() },
  run({ pool, reconfigure }: Pick<UserPool, 'pool' | 'reconfigure'>, input) {
    const { settings, ...rest } = poolSettings(input);
    const mfaConfiguration = input.MfaConfiguration ?? 'OFF';
    // which factors there are is set by SetUserPoolMfaConfig
    const hasFactor = pool.softwareTokenMfaEnabled || settings['SmsConfiguration'] !== undefined;
    if (mfaConfiguration !== 'OFF' && !hasFactor && pool.mfaSettings?.['EmailMfaConfiguration'] === undefined) {
      throw invalidParameter("Invalid MFA configuration given, can't turn on MFA without an MFA method.");
    }
    reconfigure({
      ...rest,
      mfaConfiguration,
      ...(input.PoolName !== undefined && { name: input.PoolName }),
      settings: {
        ...keptSettings(pool.settings),
        ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
      },
    });
    return {};
  },
});

/** What an update leaves as it is when the request does not name it. */
function keptSettings(settings: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const kept = ['UsernameConfiguration', 'UserAttributeUpdateSettings', 'UserPoolTier'];
  return Object.fromEntries(Object.entries(settings).filter(([name]) => kept.includes(name)));
}
