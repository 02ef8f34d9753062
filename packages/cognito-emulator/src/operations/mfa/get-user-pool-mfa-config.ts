import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { mfaConfigAnswer } from './pool-mfa.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig = adminOperation({
  name: 'GetUserPoolMfaConfig',
  request: {},
  run: ({ pool }: Pick<UserPool, 'pool'>) => mfaConfigAnswer(pool),
});
