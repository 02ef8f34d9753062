import type { UserPool } from '../../user-pool.js';
import { username } from '../fields.js';
import { adminOperation } from '../operation.js';
import { preferenceRequest, setPreference } from './mfa-preference.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMfaPreference = adminOperation({
  name: 'AdminSetUserMFAPreference',
  request: { ...preferenceRequest, Username: username },
  run({ users }: Pick<UserPool, 'users'>, input) {
    setPreference(users, users.named(input.Username), input);
    return {};
  },
});
