import * as z from 'zod';
import { notAuthorized } from '../../cognito-error.js';
import { provesSecret } from '../../pool/clients.js';
import type { UserPool } from '../../user-pool.js';
import { refreshAndRotate } from '../../sign-in/refresh-flow.js';
import { clientMetadata } from '../fields.js';
import { openClientOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken = openClientOperation({
  name: 'GetTokensFromRefreshToken',
  request: {
    RefreshToken: z
      .string()
      .min(1)
      .regex(/^[A-Za-z0-9-_=.]+$/),
    ClientSecret: z.string().min(1).max(64).optional(),
    ClientMetadata: clientMetadata,
  },
  async run(services: Pick<UserPool, 'tokenIssuer' | 'userSessions' | 'users'>, input, client) {
    if (!provesSecret(client, input.ClientSecret)) throw notAuthorized('Invalid client secret');
    const tokens = await refreshAndRotate(services, client, input.RefreshToken, input.ClientMetadata);
    return { AuthenticationResult: tokens };
  },
});
