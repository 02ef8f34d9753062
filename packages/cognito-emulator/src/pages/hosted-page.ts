import type { Reply } from '../http/exchange.js';
import type { BrowserServices } from '../oauth/authorize-endpoint.js';
import type { BrowserSession } from '../oauth/browser-sessions.js';
import type { AuthorizationRequest } from '../oauth/authorization-request.js';
import type { Parameters } from '../oauth/parameters.js';
import type { FormContext } from './forms.js';
import type { Notice } from './layout.js';
import type { PoolCalls } from './pool-calls.js';

/** What the hosted pages work with. */
export interface HostedServices extends BrowserServices {
  readonly calls: PoolCalls;
}

/** One view of a page: for which request, with what above the form, and what to fill in. */
export interface View {
  readonly services: HostedServices;
  readonly authorization: AuthorizationRequest;
  readonly context: FormContext;
  /** What was posted; of a page that is only looked at, nothing. */
  readonly fields: Parameters;
  readonly notice?: Notice | undefined;
  /** Who is signed in with this browser. */
  readonly signedIn: BrowserSession | undefined;
}

/** A page: what it shows, and what its form does. */
export interface HostedPage {
  show(view: View): Reply | Promise<Reply>;
  /** Throws CognitoError, to be shown above the same form. */
  submit(view: View): Promise<Reply>;
}

/** The address that a form names, as it is sent on. */
export function usernameOf({ fields, authorization }: View): string {
  return (fields['username'] ?? authorization.loginHint ?? '').trim();
}
