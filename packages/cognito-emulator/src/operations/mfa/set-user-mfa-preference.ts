import type { UserPool } from '../../user-pool.js';
import { userOperation } from '../operation.js';
import { preferenceRequest, setPreference } from './mfa-preference.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference = userOperation({
  name: 'SetUserMFAPreference',
  request: preferenceRequest,
  run({ users }: Pick<UserPool, 'users'>, input, { user }) {
    setPreference(users, user, input);
    return {};
  },
});
