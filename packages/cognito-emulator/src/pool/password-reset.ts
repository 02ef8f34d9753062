import { invalidParameter, notAuthorized } from '../cognito-error.js';
import type { User } from './user.js';

/**
 * The address that a user's reset code goes to. Throws NotAuthorizedException for somebody who is disabled or has never had a
 * password of their own, and InvalidParameterException without a verified address.
 */
export function requireResettable({ attributes, enabled, status }: User): string {
  if (!enabled) throw notAuthorized('User is disabled.');
  if (status === 'FORCE_CHANGE_PASSWORD') throw notAuthorized('User password cannot be reset in the current state.');
  const email = attributes['email'];
  if (email === undefined || attributes['email_verified'] !== 'true') {
    throw invalidParameter(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  return email;
}
