import type { Handler, HttpRequest, Reply } from '../http/exchange.js';
import { redirectReply, textReply } from '../http/exchange.js';
import type { UserPool } from '../user-pool.js';
import type { AuthorizationCodes } from './authorization-codes.js';
import type { AuthorizationRequest } from './authorization-request.js';
import { PageError, readAuthorizationRequest, RedirectError } from './authorization-request.js';
import { grantCode } from './code-issue.js';
import type { BrowserSessions } from './browser-sessions.js';
import { addressWith, errorPageAddress } from './redirect-address.js';

/** What the endpoints that a browser visits work with. */
export interface BrowserServices {
  readonly pool: UserPool;
  readonly codes: AuthorizationCodes;
  readonly browserSessions: BrowserSessions;
}

/** GET /oauth2/authorize (AWS, "Authorize endpoint"): a code for a browser that is signed in, the sign-in page for any other. */
export function authorizeEndpoint(services: BrowserServices): Handler {
  return (request) => {
    if (request.path !== '/oauth2/authorize') return undefined;
    if (request.method !== 'GET') return textReply(405, 'Use GET.', { allow: 'GET' });
    return withAuthorizationRequest(services, request, (authorization) => authorize(services, request, authorization));
  };
}

async function authorize(
  services: BrowserServices,
  { headers }: HttpRequest,
  authorization: AuthorizationRequest,
): Promise<Reply> {
  const { prompt, query } = authorization;
  const session = prompt.includes('login') ? undefined : services.browserSessions.find(headers);
  if (session !== undefined) return grantCode(services, authorization, session);
  if (prompt.includes('none')) throw new RedirectError('login_required', authorization, '');
  return redirectReply(`/login?${query}`);
}

/** Runs with the authorization request in a query; what is wrong with it goes to the client, or to the error page. */
export async function withAuthorizationRequest(
  { pool }: Pick<BrowserServices, 'pool'>,
  { query }: HttpRequest,
  run: (authorization: AuthorizationRequest) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await run(readAuthorizationRequest(query, pool.clients));
  } catch (error) {
    if (error instanceof PageError) return redirectReply(errorPageAddress(error.code, error.shown));
    if (error instanceof RedirectError) return redirectReply(errorAddress(error));
    throw error;
  }
}

function errorAddress({ code, message, target }: RedirectError): string {
  return addressWith(target.redirectUri, {
    ...(message !== '' && { error_description: message }),
    error: code,
    ...(target.state !== undefined && { state: target.state }),
  });
}
