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
    status: notice?.kind === 'bad' ? 400 : 200,
    body: html`${form(
        context,
        '/login',
        html`${emailField(usernameOf(view))} ${passwordField('Password', 'current-password')} ${submit('Sign in')}`,
      )}
      <p class="links">
        ${link(context, '/forgotPassword', 'Forgot your password?')} ${link(context, '/signup', 'Create an account')}
      </p>`,
  });
}
