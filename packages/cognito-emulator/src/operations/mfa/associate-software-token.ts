import type { UserPool } from '../../user-pool.js';
import { newSecret } from '../../software-token/totp.js';
import { requireSoftwareTokens } from './pool-mfa.js';
import { nextSession, softwareTokenOperation } from './software-token-operation.js';

/**
 * Gives out a secret; it counts once VerifySoftwareToken has seen a code of it, and an earlier token counts until then.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 */
export const associateSoftwareToken = softwareTokenOperation({
  name: 'AssociateSoftwareToken',
  request: {},
  run(services: Pick<UserPool, 'challengeSessions' | 'pool' | 'users'>, _input, registration) {
    requireSoftwareTokens(services.pool);
    const secret = newSecret();
    if (registration.session === undefined) {
      services.users.update(registration.user.username, () => ({ pendingSoftwareToken: secret }));
    }
    return { SecretCode: secret, Session: nextSession(services, registration, { secret, verified: false }) };
  },
});
