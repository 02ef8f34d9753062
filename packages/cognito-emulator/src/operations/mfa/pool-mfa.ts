import { CognitoError } from '../../cognito-error.js';
import type { PoolConfiguration } from '../../pool/pool-configuration.js';

/** Throws SoftwareTokenMFANotFoundException when a pool does not offer software tokens. */
export function requireSoftwareTokens({ softwareTokenMfaEnabled }: PoolConfiguration): void {
  if (softwareTokenMfaEnabled) return;
  throw new CognitoError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA has not been enabled by the userPool.',
  );
}

/** The MFA configuration of a pool as Get- and SetUserPoolMfaConfig give it. */
export function mfaConfigAnswer({ mfaConfiguration, softwareTokenMfaEnabled, mfaSettings = {} }: PoolConfiguration) {
  return {
    SmsMfaConfiguration: mfaSettings['SmsMfaConfiguration'],
    EmailMfaConfiguration: mfaSettings['EmailMfaConfiguration'],
    // with MFA off AWS reports no factor
    ...(mfaConfiguration !== 'OFF' && { SoftwareTokenMfaConfiguration: { Enabled: softwareTokenMfaEnabled } }),
    MfaConfiguration: mfaConfiguration,
    WebAuthnConfiguration: mfaSettings['WebAuthnConfiguration'],
  };
}
