import type { Reply } from '../http/exchange.js';
import { emailField, form, link, passwordField, submit } from './forms.js';
import type { View } from './hosted-page.js';
import { usernameOf } from './hosted-page.js';
import { html } from './html.js';
import { layout } from './layout.js';

/** The sign-in page, which other pages lead back to. */
export function showSignIn(view: View): Reply {
  const { context, authorization, notice } = view;
  return layout({
    title: 'Sign in',
    lead: 'Sign in with your email and password.',
    notice,
    redirectUri: authorization.redirectUri,
    path: '/login',
    status: notice?.kind === 'bad' ? 400 : 200,
    body: html`${form(
        context,
        '/login',
        html`${emailField(usernameOf(view))} ${passwordField('Password', 'current-password')} ${submit('Sign in')}`,
        hiddenNext(view),
      )}
      <p class="links">
        ${link(context, '/forgotPassword', 'Forgot your password?')} ${link(context, '/signup', 'Create an account')}
        ${offersAuthenticator(view) ? link(context, '/authenticator', 'Set up an authenticator app') : undefined}
      </p>`,
  });
}

/** Whether a user of the pool may set up an authenticator app by choice. */
function offersAuthenticator({ services: { pool }, fields }: View): boolean {
  const { softwareTokenMfaEnabled, mfaConfiguration } = pool.pool;
  return softwareTokenMfaEnabled && mfaConfiguration !== 'OFF' && fields['next'] === undefined;
}

function hiddenNext({ fields: { next } }: View): Record<string, string> {
  return next === undefined ? {} : { next };
}
