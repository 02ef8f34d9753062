import * as z from 'zod';
import { CognitoError, invalidParameter } from '../../cognito-error.js';
import { newClientSecret } from '../../pool/clients.js';
import type { UserPool } from '../../user-pool.js';
import { clientId } from '../fields.js';
import { adminOperation } from '../operation.js';
import { secretDescriptors } from './secret-answer.js';

/**
 * Gives a client a second secret beside its first, so that servers can change over (COGNITO A8).
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html
 */
export const addUserPoolClientSecret = adminOperation({
  name: 'AddUserPoolClientSecret',
  request: {
    ClientId: clientId,
    ClientSecret: z
      .string()
      .min(24)
      .max(64)
      .regex(/^[\w+]+$/)
      .optional(),
  },
  run({ clients, clock }: Pick<UserPool, 'clients' | 'clock'>, input) {
    const client = clients.withId(input.ClientId);
    if (client.secret === undefined) throw invalidParameter('Client is not configured with a secret.');
    if (client.secondSecret !== undefined) {
      throw new CognitoError('LimitExceededException', 'A client has at most two secrets.');
    }
    const value = input.ClientSecret ?? newClientSecret();
    // a secret is named by its time, so no two of a client share it
    const first = new Date(client.secretCreatedAt ?? client.createdAt).getTime();
    const createdAt = new Date(Math.max(clock.now().getTime(), first + 1)).toISOString();
    const secondSecret = { value, createdAt };
    const descriptor = secretDescriptors(clients.update(client.id, { secondSecret })).at(-1);
    const shown = input.ClientSecret === undefined ? { ClientSecretValue: value } : {};
    return { ClientSecretDescriptor: { ...descriptor, ...shown } };
  },
});
