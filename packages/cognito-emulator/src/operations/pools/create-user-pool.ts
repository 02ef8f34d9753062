import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { UserPools } from '../../user-pools.js';
import { poolsOperation } from '../operation.js';
import { poolAnswer } from './pool-answer.js';
import { poolRequest, poolSettings } from './pool-request.js';
import { customAttributes, requiredAttributes, schemaAttribute, standardAttributes } from './schema-request.js';

/**
 * Creates a pool whose users sign in by e-mail, the one kind there is here.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export const createUserPool = poolsOperation({
  name: 'CreateUserPool',
  request: {
    ...poolRequest,
    PoolName: z.string(),
    UsernameAttributes: z.array(z.enum(['email', 'phone_number'])).optional(),
    UsernameConfiguration: z.object({ CaseSensitive: z.boolean() }).optional(),
    AliasAttributes: z.array(z.enum(['email', 'phone_number', 'preferred_username'])).optional(),
    Schema: z.array(schemaAttribute).optional(),
  },
  async run(pools: UserPools, input) {
    const { Schema: schema = [], UsernameConfiguration } = input;
    if (input.UsernameAttributes?.length !== 1 || input.UsernameAttributes[0] !== 'email') {
      throw invalidParameter(
        'This emulator has user pools with sign-in by e-mail only: UsernameAttributes is ["email"].',
      );
    }
    if (UsernameConfiguration?.CaseSensitive === true) {
      throw invalidParameter('This emulator has no case-sensitive user names.');
    }
    // software tokens are turned on by SetUserPoolMfaConfig alone
    const mfaConfiguration = input.MfaConfiguration ?? 'OFF';
    if (mfaConfiguration !== 'OFF' && input.SmsConfiguration === undefined) {
      throw invalidParameter(
        'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
      );
    }
    const { settings, ...rest } = poolSettings(input);
    const pool = pools.add({
      attributesRequiringVerification: [],
      ...rest,
      settings: { ...settings, ...(UsernameConfiguration && { UsernameConfiguration }) },
      mfaConfiguration,
      softwareTokenMfaEnabled: false,
      name: input.PoolName,
      usernameAttributes: ['email'],
      customAttributes: customAttributes(schema, []),
      standardAttributes: standardAttributes(schema),
      requiredAttributes: requiredAttributes(schema),
    });
    await pool.signingKeys.ready;
    return { UserPool: poolAnswer(pool) };
  },
});
