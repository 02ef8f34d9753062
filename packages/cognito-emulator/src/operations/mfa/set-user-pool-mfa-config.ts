import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { mfaConfigAnswer } from './pool-mfa.js';

const sent = z.record(z.string(), z.unknown()).optional();

/**
 * Sets whether MFA is required and with which factors. A request without MfaConfiguration, such as one about passkeys alone,
 * leaves that as it is.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export const setUserPoolMfaConfig = adminOperation({
  name: 'SetUserPoolMfaConfig',
  request: {
    SmsMfaConfiguration: sent,
    EmailMfaConfiguration: sent,
    SoftwareTokenMfaConfiguration: z.object({ Enabled: z.boolean().optional() }).optional(),
    WebAuthnConfiguration: sent,
    MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).optional(),
  },
  run({ pool, reconfigure }: Pick<UserPool, 'pool' | 'reconfigure'>, input) {
    const { SmsMfaConfiguration, EmailMfaConfiguration, SoftwareTokenMfaConfiguration, WebAuthnConfiguration } = input;
    const namesFactors =
      input.MfaConfiguration !== undefined ||
      [SmsMfaConfiguration, EmailMfaConfiguration, SoftwareTokenMfaConfiguration].some((value) => value !== undefined);
    const webAuthn = WebAuthnConfiguration ?? pool.mfaSettings?.['WebAuthnConfiguration'];
    if (!namesFactors) {
      reconfigure({ mfaSettings: { ...pool.mfaSettings, WebAuthnConfiguration: webAuthn } });
      return mfaConfigAnswer(pool);
    }
    const mfaConfiguration = input.MfaConfiguration ?? 'OFF';
    const softwareTokenMfaEnabled = SoftwareTokenMfaConfiguration?.Enabled ?? false;
    const hasFactor =
      softwareTokenMfaEnabled || SmsMfaConfiguration !== undefined || EmailMfaConfiguration !== undefined;
    if (mfaConfiguration !== 'OFF' && !hasFactor) {
      throw invalidParameter("Invalid MFA configuration given, can't turn on MFA without an MFA method.");
    }
    if (mfaConfiguration === 'OFF' && softwareTokenMfaEnabled) {
      throw invalidParameter("Invalid MFA configuration given, can't disable MFA and configure an MFA together.");
    }
    const sms = SmsMfaConfiguration?.['SmsConfiguration'];
    reconfigure({
      mfaConfiguration,
      softwareTokenMfaEnabled,
      mfaSettings: { SmsMfaConfiguration, EmailMfaConfiguration, WebAuthnConfiguration: webAuthn },
      ...(sms !== undefined && { settings: { ...pool.settings, SmsConfiguration: sms } }),
    });
    return mfaConfigAnswer(pool);
  },
});
