import type { ErrorCode } from '../errors/app-error.js';
import { problemCatalogue } from '../errors/problem-catalogue.js';

const realm = 'Bearer realm="clinic-portal"';

/**
 * The `WWW-Authenticate` value for an error, or nothing when the error is not about credentials. As RFC 6750 section 3.1
 * asks: no `error` when no token was sent, `invalid_token` for a bad one, `insufficient_scope` when a scope is missing.
 */
export function bearerChallenge(code: ErrorCode): string | undefined {
  const { status, title } = problemCatalogue[code];
  if (code === 'missing_token') return realm;
  // RFC 9110 section 15.5.2 wants a challenge with every 401; this one is not about bearer tokens
  if (code === 'webhook_signature') return 'StandardWebhooks realm="clinic-portal"';
  if (status === 401) return `${realm}, error="invalid_token", error_description="${title}"`;
  if (code === 'scope_missing') return `${realm}, error="insufficient_scope", error_description="${title}"`;
  return undefined;
}
