import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { User } from '../../pool/user.js';
import type { Users } from '../../pool/users.js';

const settings = z.object({ Enabled: z.boolean().optional(), PreferredMfa: z.boolean().optional() }).optional();

/** The factors that a preference may name. */
export const preferenceRequest = {
  SMSMfaSettings: settings,
  SoftwareTokenMfaSettings: settings,
  EmailMfaSettings: settings,
};

type Preference = z.infer<z.ZodObject<typeof preferenceRequest>>;

/**
 * Keeps which factors a user wants to be asked for; one that the request does not name stays as it is. Throws
 * InvalidParameterException for a factor that the user has not set up.
 */
export function setPreference(users: Users, user: User, preference: Preference): void {
  const { SoftwareTokenMfaSettings: wanted, SMSMfaSettings: sms, EmailMfaSettings: email } = preference;
  if (sms?.Enabled === true) throw notSetUp('SMS_MFA');
  if (email?.Enabled === true) throw notSetUp('EMAIL_OTP');
  if (wanted === undefined) return;
  const { Enabled: enabled = false, PreferredMfa: preferred = false } = wanted;
  if (preferred && !enabled)
    throw invalidParameter('User has not enabled SOFTWARE_TOKEN_MFA, so it cannot be preferred.');
  if (enabled && user.softwareToken === undefined) throw notSetUp('SOFTWARE_TOKEN_MFA');
  const chosen = preferred ? 'PREFERRED' : 'ENABLED';
  users.update(user.username, () => ({ softwareTokenMfa: enabled ? chosen : undefined }));
}

function notSetUp(factor: string): Error {
  return invalidParameter(`User does not have delivery config set to turn on ${factor}`);
}
