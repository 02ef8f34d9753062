import * as z from 'zod';
import { CognitoError, notAuthorized } from '../../cognito-error.js';
import { provesSecret } from '../../pool/clients.js';
import type { UserPool } from '../../user-pool.js';
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
    if (!provesSecret(client, ClientSecret)) throw notAuthorized('Invalid client secret');
    if (decodeClaims(Token) !== undefined) {
      throw new CognitoError('UnsupportedTokenTypeException', 'Unsupported token type');
    }
    // a token that is not this client's is no news to it: the answer is the same (RFC 7009, section 2.2)
    const session = userSessions.ofRefreshToken(Token, client);
    if (session !== undefined) userSessions.revoke(session);
    return {};
  },
});
