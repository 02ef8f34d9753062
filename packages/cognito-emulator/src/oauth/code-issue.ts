import { CognitoError } from '../cognito-error.js';
import type { Reply } from '../http/exchange.js';
import { redirectReply } from '../http/exchange.js';
import type { UserPool } from '../user-pool.js';
import type { AuthorizationCodes } from './authorization-codes.js';
import type { AuthorizationRequest } from './authorization-request.js';
import { RedirectError } from './authorization-request.js';
import type { BrowserSession } from './browser-sessions.js';
import { addressWith } from './redirect-address.js';

/**
 * Sends a signed-in user back to the client with a code. The pre-token-generation trigger runs now, so that its refusal reaches
 * the client's page (COGNITO L2). Throws RedirectError.
 */
export async function grantCode(
  { pool, codes }: { readonly pool: UserPool; readonly codes: AuthorizationCodes },
  authorization: AuthorizationRequest,
  { username, authTime }: BrowserSession,
  cookies: readonly string[] = [],
): Promise<Reply> {
  const { client, redirectUri, scopes, nonce, codeChallenge, state } = authorization;
  const subject = { user: pool.users.named(username), client, session: { scopes }, source: 'HostedAuth' } as const;
  const overrides = await pool.triggers.preTokenGeneration(subject).catch((error: unknown) => {
    throw error instanceof CognitoError ? new RedirectError('invalid_request', authorization, error.message) : error;
  });
  const grant = { clientId: client.id, redirectUri, username, authTime, scopes, nonce, codeChallenge, overrides };
  const code = codes.issue(grant);
  return redirectReply(addressWith(redirectUri, { code, ...(state !== undefined && { state }) }), cookies);
}
