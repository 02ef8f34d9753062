import type { AppError } from '../../errors/app-error.js';
import { refusal } from '../refusal.js';

/** Cognito's tokens stay below 4 KB; what is longer than this is not looked at. */
export const maxTokenLength = 8_192;

/** The parts of an incoming request that matter here; Fastify's request has them. */
export interface IncomingHeaders {
  readonly headers: { readonly authorization?: string | undefined };
  /** Node's own request. Its `rawHeaders` alone still know that a header was sent twice. */
  readonly raw?: { readonly rawHeaders?: readonly string[] };
}

/**
 * Takes the token out of exactly one `Authorization: Bearer` header (RFC 6750, section 2.1). Query and body are not read.
 *
 * @throws AppError `missing_token` when there is no bearer token, `malformed` when there are several or it is absurdly long.
 */
export function bearerToken(request: IncomingHeaders): string {
  const header = request.headers.authorization;
  if (header === undefined) throw missing('no Authorization header');
  if (typeof header !== 'string' || isSentTwice(request.raw?.rawHeaders)) {
    throw refusal('malformed', {
      detail: 'Send exactly one Authorization header.',
      reason: 'several Authorization headers',
    });
  }
  // the scheme's name is case-insensitive (RFC 9110, section 11.1)
  if (header.slice(0, 6).toLowerCase() !== 'bearer') {
    throw missing('the Authorization header has another scheme');
  }
  let start = 6;
  while (header.charCodeAt(start) === 32) start++;
  if (start === header.length) throw missing('the Authorization header has no token');
  if (start === 6) throw missing('the Authorization header has another scheme');
  if (header.length - start > maxTokenLength) {
    throw refusal('malformed', {
      detail: `An access token has at most ${maxTokenLength} characters.`,
      reason: `a token of ${header.length - start} characters`,
    });
  }
  return header.slice(start);
}

const missing = (reason: string): AppError =>
  refusal('missing_token', { detail: 'Send the header "Authorization: Bearer <access token>".', reason });

/** Node keeps the first of two Authorization headers and drops the second without a word; a proxy may have read the other. */
function isSentTwice(rawHeaders: readonly string[] = []): boolean {
  let seen = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    if (name?.length === 13 && name.toLowerCase() === 'authorization') seen++;
  }
  return seen > 1;
}
