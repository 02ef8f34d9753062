import * as z from 'zod';
import type { UserPool } from '../../user-pool.js';
import { adminOperation } from '../operation.js';
import { customAttributes, schemaAttribute } from './schema-request.js';

/**
 * Adds attributes for good: they can be neither removed nor retyped (COGNITO A3).
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html
 */
export const addCustomAttributes = adminOperation({
  name: 'AddCustomAttributes',
  request: { CustomAttributes: z.array(schemaAttribute).min(1).max(25) },
  run({ pool, reconfigure }: Pick<UserPool, 'pool' | 'reconfigure'>, input) {
    reconfigure({ customAttributes: customAttributes(input.CustomAttributes, pool.customAttributes) });
    return {};
  },
});
