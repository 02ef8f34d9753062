import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { UserPools } from '../../user-pools.js';
import { poolsOperation } from '../operation.js';
import { poolAnswer } from './pool-answer.js';
import { poolRequest, poolSettings } from './pool-request.js';
import { customAttributes, requiredAttributes, schemaAttribute } from './schema-request.js';

/**
 * Creates a pool whose users sign in by e-mail, the one kind there is here.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export const createUserPool = poolsOperation({
  name: 'CreateUserPool',
  request: {
    ...poolRequest,
    PoolName: z
      .string()
      .min(1)
      .max(128)
      .regex(/^[\w\s+=,.@-]+$/),
    UsernameAttributes: z.array(z.enum(['email', 'phone_number'])).optional(),
    UsernameConfiguration: z.object({ CaseSensitive: z.boolean() }).optional(),
    AliasAttributes: z.array(z.enum(['email', 'phone_number', 'preferred_username'])).optional(),
    Schema: z.array(schemaAttribute).min(1).max(50).optional(),
  },
  async run(pools: UserPools, input) {
    if (input.UsernameAttributes?.length !== 1 || input.UsernameAttributes[0] !== 'email') {
      throw invalidParameter(
        'This emulator has user pools with sign-in by e-mail only: UsernameAttributes is ["email"].',
      );
    }
    if (input.UsernameConfiguration?.CaseSensitive === true) {
      throw invalidParameter('This emulator has no case-sensitive user names.');
    }
    const pool = pools.add({
      ...poolSettings(input),
      name: input.PoolName,
      usernameAttributes: ['email'],
      customAttributes: customAttributes(input.Schema ?? [], []),
      requiredAttributes: requiredAttributes(input.Schema ?? []),
    });
    await pool.signingKeys.ready;
    return { UserPool: poolAnswer(pool) };
  },
});
