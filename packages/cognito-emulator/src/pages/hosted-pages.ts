import { CognitoError } from '../cognito-error.js';
import type { Handler, HttpRequest, Reply } from '../http/exchange.js';
import { seeOther, textReply } from '../http/exchange.js';
import type { AuthorizationRequest } from '../oauth/authorization-request.js';
import { withAuthorizationRequest } from '../oauth/authorize-endpoint.js';
import { OAuthError } from '../oauth/oauth-error.js';
import type { Parameters } from '../oauth/parameters.js';
import { formParameters } from '../oauth/parameters.js';
import { authenticatorPage } from './authenticator-page.js';
import { challengePage } from './challenge-page.js';
import { confirmPage } from './confirm-page.js';
import { FormGuard } from './form-guard.js';
import { FormResults } from './form-results.js';
import type { HostedPage, HostedServices, View } from './hosted-page.js';
import { forgotPasswordPage, newPasswordPage } from './password-reset-pages.js';
import { showSignIn } from './sign-in-form.js';
import { signInPage } from './sign-in-page.js';
import { signUpPage } from './sign-up-page.js';

const pages = new Map<string, HostedPage>([
  ['/login', signInPage],
  ['/signup', signUpPage],
  ['/confirm', confirmPage],
  ['/forgotPassword', forgotPasswordPage],
  ['/confirmForgotPassword', newPasswordPage],
  ['/challenge', challengePage],
  ['/authenticator', authenticatorPage],
]);

/** The pages on which people sign in, sign up and reset a password; each carries on the request that /oauth2/authorize was given. */
export function hostedPages(services: HostedServices): Handler {
  const guard = new FormGuard();
  const results = new FormResults(services.pool.clock);
  return (request) => {
    const page = pages.get(request.path);
    if (page === undefined) return undefined;
    if (request.method !== 'GET' && request.method !== 'POST') {
      return textReply(405, 'Use GET or POST.', { allow: 'GET, POST' });
    }
    return withAuthorizationRequest(services, request, (authorization) =>
      answer({ services, guard, results }, page, request, authorization),
    );
  };
}

interface Pages {
  readonly services: HostedServices;
  readonly guard: FormGuard;
  readonly results: FormResults;
}

async function answer(
  { services, guard, results }: Pages,
  page: HostedPage,
  request: HttpRequest,
  authorization: AuthorizationRequest,
): Promise<Reply> {
  const { headers } = request;
  const { token, cookies } = guard.open(headers);
  const context = { query: authorization.query, csrfToken: token };
  const signedIn = services.browserSessions.find(headers);
  const view: View = { services, authorization, context, fields: {}, signedIn };
  if (request.method === 'GET') {
    const result = results.find(headers, request.query.get('result') ?? '');
    return withCookies(result ?? (await page.show(view)), cookies);
  }
  const fields = await fieldsOf(request);
  if (!guard.allows(headers, fields['_csrf'])) {
    const text = 'This form was not opened in this browser, or too long ago. Please try again.';
    const refused = showSignIn({ ...view, notice: { kind: 'bad', text } });
    return withCookies({ ...refused, status: 403 }, cookies);
  }
  const reply = await submitted(page, { ...view, fields });
  if (reply.body === '') return withCookies(reply, cookies);
  const result = results.keep(headers, { ...reply, headers: { ...reply.headers, 'set-cookie': [] } });
  const location = `${reply.path ?? request.path}?${authorization.query}&result=${result}`;
  const redirect = seeOther(location);
  return withCookies(
    { ...redirect, headers: { ...redirect.headers, 'set-cookie': reply.headers['set-cookie'] ?? [] } },
    cookies,
  );
}

/** The reply to the form of a page; an error of the pool is shown above the same form. */
async function submitted(page: HostedPage, view: View): Promise<Reply> {
  try {
    return await page.submit(view);
  } catch (error) {
    if (!(error instanceof CognitoError) || error.status >= 500) throw error;
    return page.show({ ...view, notice: { kind: 'bad', text: error.message } });
  }
}

async function fieldsOf(request: HttpRequest): Promise<Parameters> {
  return formParameters(request).catch((error: unknown) => {
    if (error instanceof OAuthError) return {};
    throw error;
  });
}

function withCookies(reply: Reply, cookies: readonly string[]): Reply {
  const own = reply.headers['set-cookie'] ?? [];
  return { ...reply, headers: { ...reply.headers, 'set-cookie': cookies.concat(own) } };
}
