import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { mfaConfigAnswer } from './pool-mfa.js';

/**
 * Sets whether software tokens are offered and whether MFA is required; those of SMS and e-mail are not simulated.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export const setUserPoolMfaConfig = adminOperation({
  name: 'SetUserPoolMfaConfig',
  request: {
    SmsMfaConfiguration: z.object({}).optional(),
    EmailMfaConfiguration: z.object({}).optional(),
    SoftwareTokenMfaConfiguration: z.object({ Enabled: z.boolean().optional() }).optional(),
    MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).optional(),
  },
  run({ pool, reconfigure }: Pick<UserPool, 'pool' | 'reconfigure'>, input) {
    if (input.SmsMfaConfiguration !== undefined || input.EmailMfaConfiguration !== undefined) {
      throw invalidParameter('This user pool supports software token MFA only.');
    }
    // a request sets the whole configuration: what it leaves out goes back to its default
    const mfaConfiguration = input.MfaConfiguration ?? 'OFF';
    const softwareTokenMfaEnabled = input.SoftwareTokenMfaConfiguration?.Enabled ?? false;
    if (mfaConfiguration !== 'OFF' && !softwareTokenMfaEnabled) {
      throw invalidParameter("Invalid MFA configuration given, can't turn on MFA without an MFA method.");
    }
    reconfigure({ mfaConfiguration, softwareTokenMfaEnabled });
    return mfaConfigAnswer(pool);
  },
});
