import type { Clients } from '../pool/clients.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import { mayUseOAuth } from './oauth-client.js';
import type { OAuthErrorCode } from './oauth-error.js';
import { OAuthError } from './oauth-error.js';
import type { Parameters } from './parameters.js';
import { listOf, singleParameters } from './parameters.js';

/** What a client asks at /oauth2/authorize, and every page after it carries on. */
export interface AuthorizationRequest {
  readonly client: ClientConfiguration;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | undefined;
  readonly prompt: readonly string[];
  readonly loginHint: string | undefined;
  /** The request once more, as the query of the next page. */
  readonly query: string;
}

/** What the user is told at an error page, because the address to send them back to cannot be trusted. */
export type PageErrorCode = 'invalid_request' | 'redirect_mismatch';

/** A request whose client or redirect address is not known good: nobody is redirected. */
export class PageError extends Error {
  override readonly name = 'PageError';

  constructor(
    readonly code: PageErrorCode,
    /** What the page may show beside the code. */
    readonly shown: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }
}

/** An error that the client is told at its redirect address. */
export class RedirectError extends Error {
  override readonly name = 'RedirectError';

  constructor(
    readonly code: OAuthErrorCode,
    readonly target: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
    message: string,
  ) {
    super(message);
  }
}

const carriedOn = [
  'response_type client_id redirect_uri state nonce scope code_challenge code_challenge_method prompt login_hint lang',
  'identity_provider idp_identifier',
].flatMap((names) => names.split(' '));

/** The query of a request that is in order; throws PageError or RedirectError (AWS, "Authorize endpoint"). */
export function readAuthorizationRequest(query: URLSearchParams, clients: Clients): AuthorizationRequest {
  const parameters = pageParameters(query);
  const client = clients.find(parameters['client_id'] ?? '');
  const redirectUri = parameters['redirect_uri'];
  if (client === undefined || redirectUri === undefined) throw new PageError('invalid_request');
  // exactly, as a string (COGNITO A6)
  if (!client.callbackUrls.includes(redirectUri)) {
    throw new PageError('redirect_mismatch', { client_id: client.id, redirect_uri: redirectUri });
  }
  const { state, nonce, login_hint: loginHint } = parameters;
  try {
    requireCodeFlow(client, parameters['response_type']);
    return {
      client,
      redirectUri,
      state,
      nonce,
      scopes: grantedScopes(client, listOf(parameters['scope'])),
      codeChallenge: codeChallengeOf(parameters),
      prompt: promptOf(parameters),
      loginHint,
      query: new URLSearchParams(Object.entries(parameters).filter(([name]) => carriedOn.includes(name))).toString(),
    };
  } catch (error) {
    if (error instanceof OAuthError) throw new RedirectError(error.code, { redirectUri, state }, error.message);
    throw error;
  }
}

function pageParameters(query: URLSearchParams): Parameters {
  try {
    return singleParameters(query);
  } catch {
    throw new PageError('invalid_request');
  }
}

function requireCodeFlow(client: ClientConfiguration, responseType: string | undefined): void {
  if (responseType !== 'code' && responseType !== 'token') {
    throw new OAuthError('invalid_request', 'response_type has to be code.');
  }
  if (!mayUseOAuth(client) || responseType === 'token' || !client.allowedOAuthFlows.includes('code'))
    throw new OAuthError('unauthorized_client');
}

/** All of the client's scopes when none is asked for; email, phone and profile only along with openid (AWS, "Authorize endpoint"). */
function grantedScopes({ allowedOAuthScopes }: ClientConfiguration, asked: readonly string[]): readonly string[] {
  const scopes = asked.length === 0 ? allowedOAuthScopes : asked;
  if (!scopes.every((scope) => allowedOAuthScopes.includes(scope))) throw new OAuthError('invalid_scope');
  if (!scopes.includes('openid') && scopes.some((scope) => ['email', 'phone', 'profile'].includes(scope))) {
    throw new OAuthError('invalid_scope', 'email, phone and profile need openid.');
  }
  return scopes;
}

/** PKCE is the client's choice, as with Cognito, but only by S256, and only whole. */
function codeChallengeOf(parameters: Parameters): string | undefined {
  const { code_challenge: challenge, code_challenge_method: method } = parameters;
  if (challenge === undefined && method === undefined) return undefined;
  if (method !== 'S256') throw new OAuthError('invalid_request', 'code_challenge_method has to be S256.');
  if (!/^[\w-]{43}$/.test(challenge ?? '')) {
    throw new OAuthError('invalid_request', 'code_challenge has to be the base64url of a SHA-256.');
  }
  return challenge;
}

function promptOf(parameters: Parameters): readonly string[] {
  const prompt = listOf(parameters['prompt']);
  if (prompt.includes('none') && prompt.length > 1)
    throw new OAuthError('invalid_request', 'prompt=none stands alone.');
  return prompt;
}
