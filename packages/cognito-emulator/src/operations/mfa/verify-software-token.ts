import * as z from 'zod';
import { softwareTokenNotFound } from '../../software-token/software-tokens.js';
import type { UserPool } from '../../user-pool.js';
import { nextSession, softwareTokenOperation } from './software-token-operation.js';

/**
 * Registers the software token whose code the user shows. It is asked for at sign-in once the user, an administrator or the
 * pool turns MFA on.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
 */
export const verifySoftwareToken = softwareTokenOperation({
  name: 'VerifySoftwareToken',
  request: {
    UserCode: z
      .string()
      .length(6)
      .regex(/^[0-9]+$/),
    FriendlyDeviceName: z.string().max(131_072).optional(),
  },
  run(services: Pick<UserPool, 'challengeSessions' | 'softwareTokens'>, input, registration) {
    const { user, session } = registration;
    const secret = session === undefined ? user.pendingSoftwareToken : session.memory.secret;
    if (secret === undefined) throw softwareTokenNotFound();
    services.softwareTokens.register(user, secret, input.UserCode, input.FriendlyDeviceName);
    return { Status: 'SUCCESS', Session: nextSession(services, registration, { verified: true }) };
  },
});
