import type { Reply } from '../http/exchange.js';
import { jsonReply } from '../http/exchange.js';

/** RFC 6749, sections 4.1.2.1 and 5.2, RFC 7009, section 2.2.1, and OpenID Connect Core 1.0, section 3.1.2.6. */
export type OAuthErrorCode =
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'login_required'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_token_type';

/** A refusal in the words of OAuth 2.0; the message goes out as `error_description`. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';

  constructor(
    readonly code: OAuthErrorCode,
    message?: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** The error as the endpoints for clients answer it: RFC 6749, section 5.2. */
export function errorReply({ code, message, status }: OAuthError, headers: Readonly<Record<string, string>>): Reply {
  return jsonReply({ error: code, ...(message !== '' && { error_description: message }) }, { status, headers });
}
