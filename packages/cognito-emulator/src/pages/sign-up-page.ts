import * as z from 'zod';
import { confirmPage } from './confirm-page.js';
import { emailField, form, link, passwordField, submit } from './forms.js';
import type { HostedPage } from './hosted-page.js';
import { usernameOf } from './hosted-page.js';
import { html } from './html.js';
import { layout } from './layout.js';
import { passwordHint } from './password-hint.js';
import { showSignIn } from './sign-in-form.js';

const signedUp = z.object({ UserConfirmed: z.boolean() });

/** /signup: a new account, then its confirmation. */
export const signUpPage: HostedPage = {
  show(view) {
    const { context, authorization, notice, services } = view;
    return layout({
      title: 'Create an account',
      lead: 'A code is sent to your address to confirm it.',
      notice,
      redirectUri: authorization.redirectUri,
      path: '/signup',
      status: notice?.kind === 'bad' ? 400 : 200,
      body: html`${form(
          context,
          '/signup',
          html`${emailField(usernameOf(view))}
          ${passwordField('Password', 'new-password', passwordHint(services.pool.pool))} ${submit('Create account')}`,
        )}
        <p class="links">${link(context, '/login', 'I have an account already')}</p>`,
    });
  },
  async submit(view) {
    const { services, authorization, fields } = view;
    const input = { Username: usernameOf(view), Password: fields['password'] ?? '' };
    const { UserConfirmed } = signedUp.parse(await services.calls.forUser('SignUp', authorization.client, input));
    if (UserConfirmed) return showSignIn({ ...view, notice: { kind: 'good', text: 'Your account is ready.' } });
    return confirmPage.show({ ...view, notice: { kind: 'good', text: 'We have sent a code to your address.' } });
  },
};
