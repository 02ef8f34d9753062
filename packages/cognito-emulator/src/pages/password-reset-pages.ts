import { codeField, emailField, form, link, passwordField, submit } from './forms.js';
import type { HostedPage } from './hosted-page.js';
import { usernameOf } from './hosted-page.js';
import { html } from './html.js';
import { layout } from './layout.js';
import { passwordHint } from './password-hint.js';
import { showSignIn } from './sign-in-form.js';

/** /forgotPassword: a code to the user's address. */
export const forgotPasswordPage: HostedPage = {
  show(view) {
    const { context, authorization, notice } = view;
    return layout({
      title: 'Forgot your password?',
      lead: 'Enter your address: we send a code to it, with which you choose a new password.',
      notice,
      redirectUri: authorization.redirectUri,
      path: '/forgotPassword',
      status: notice?.kind === 'bad' ? 400 : 200,
      body: html`${form(context, '/forgotPassword', html`${emailField(usernameOf(view))} ${submit('Send the code')}`)}
        <p class="links">${link(context, '/login', 'Back to sign-in')}</p>`,
    });
  },
  async submit(view) {
    const { services, authorization } = view;
    await services.calls.forUser('ForgotPassword', authorization.client, { Username: usernameOf(view) });
    return newPasswordPage.show({ ...view, notice: { kind: 'good', text: 'We have sent a code to your address.' } });
  },
};

/** /confirmForgotPassword: a new password, with that code. */
export const newPasswordPage: HostedPage = {
  show(view) {
    const { context, authorization, notice, services } = view;
    const fields = html`${emailField(usernameOf(view))} ${codeField('Code')}
    ${passwordField('New password', 'new-password', passwordHint(services.pool.pool))} ${submit('Save the password')}`;
    return layout({
      title: 'Choose a new password',
      lead: 'Enter the code that was sent to your address.',
      notice,
      redirectUri: authorization.redirectUri,
      path: '/confirmForgotPassword',
      status: notice?.kind === 'bad' ? 400 : 200,
      body: html`${form(context, '/confirmForgotPassword', fields)}
        <p class="links">
          ${link(context, '/forgotPassword', 'Send another code')} ${link(context, '/login', 'Back to sign-in')}
        </p>`,
    });
  },
  async submit(view) {
    const { services, authorization, fields } = view;
    await services.calls.forUser('ConfirmForgotPassword', authorization.client, {
      Username: usernameOf(view),
      ConfirmationCode: (fields['code'] ?? '').replaceAll(/\s/g, ''),
      Password: fields['password'] ?? '',
    });
    return showSignIn({ ...view, notice: { kind: 'good', text: 'Your password is changed. Please sign in.' } });
  },
};
