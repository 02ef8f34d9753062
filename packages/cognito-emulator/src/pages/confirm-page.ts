import { codeField, emailField, form, link, submit } from './forms.js';
import type { HostedPage } from './hosted-page.js';
import { usernameOf } from './hosted-page.js';
import { html } from './html.js';
import { layout } from './layout.js';
import { showSignIn } from './sign-in-form.js';

/** /confirm: the code that a new account's address was sent, or another one in its place. */
export const confirmPage: HostedPage = {
  show(view) {
    const { context, authorization, notice } = view;
    return layout({
      title: 'Confirm your account',
      lead: 'Enter the code that was sent to your address.',
      notice,
      redirectUri: authorization.redirectUri,
      path: '/confirm',
      status: notice?.kind === 'bad' ? 400 : 200,
      body: html`${form(
          context,
          '/confirm',
          html`${emailField(usernameOf(view))} ${codeField('Code')} ${submit('Confirm account')}
            <button class="plain" type="submit" name="action" value="resend" formnovalidate>Send a new code</button>`,
        )}
        <p class="links">${link(context, '/login', 'Back to sign-in')}</p>`,
    });
  },
  async submit(view) {
    const { services, authorization, fields } = view;
    const Username = usernameOf(view);
    if (fields['action'] === 'resend') {
      await services.calls.forUser('ResendConfirmationCode', authorization.client, { Username });
      return this.show({ ...view, notice: { kind: 'good', text: 'We have sent a new code to your address.' } });
    }
    const ConfirmationCode = (fields['code'] ?? '').replaceAll(/\s/g, '');
    await services.calls.forUser('ConfirmSignUp', authorization.client, { Username, ConfirmationCode });
    return showSignIn({ ...view, notice: { kind: 'good', text: 'Your account is confirmed. Please sign in.' } });
  },
};
