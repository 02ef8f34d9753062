import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { CognitoError, notAuthorized } from '../../cognito-error.js';
import type { ClientConfiguration } from '../../pool/pool-configuration.js';
import type { UserPool } from '../../pool/user-pool.js';
import { sha256 } from '../../srp/srp-group.js';
import { decodeClaims } from '../../tokens/jwt.js';
import { openClientOperation } from '../operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export const revokeToken = openClientOperation({
  name: 'RevokeToken',
  request: {
    Token: z
      .string()
      .min(1)
      .regex(/^[A-Za-z0-9-_=.]+$/),
    ClientSecret: z.string().min(1).max(64).optional(),
  },
  run({ userSessions }: Pick<UserPool, 'userSessions'>, { Token, ClientSecret }, client) {
    requireSecret(client, ClientSecret);
    if (decodeClaims(Token) !== undefined) {
      throw new CognitoError('UnsupportedTokenTypeException', 'Unsupported token type');
    }
    // a token that is not this client's is no news to it: the answer is the same (RFC 7009, section 2.2)
    const session = userSessions.ofRefreshToken(Token, client);
    if (session !== undefined) userSessions.revoke(session);
    return {};
  },
});

function requireSecret(client: ClientConfiguration, given: string | undefined): void {
  if (client.secret === undefined && given === undefined) return;
  if (!timingSafeEqual(sha256(client.secret ?? ''), sha256(given ?? ''))) {
    throw notAuthorized('Invalid client secret');
  }
}
