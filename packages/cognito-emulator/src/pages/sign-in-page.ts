import { CognitoError } from '../cognito-error.js';
import { withoutSecret } from '../oauth/without-secret.js';
import { signInWithPassword } from '../sign-in/password-flow.js';
import { afterStep } from './after-step.js';
import { confirmPage } from './confirm-page.js';
import type { HostedPage } from './hosted-page.js';
import { usernameOf } from './hosted-page.js';
import { newPasswordPage } from './password-reset-pages.js';
import { showSignIn } from './sign-in-form.js';

/** /login: e-mail address and password, by the same steps as the API's sign-in. */
export const signInPage: HostedPage = {
  show: showSignIn,
  async submit(view) {
    const { services, authorization, fields } = view;
    const parameters = { USERNAME: usernameOf(view), PASSWORD: fields['password'] ?? '' };
    const step = { client: withoutSecret(authorization.client), hosted: true, parameters };
    try {
      return await afterStep(view, await signInWithPassword(services.pool, step));
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      const notice = { kind: 'bad', text: error.message } as const;
      if (error.name === 'UserNotConfirmedException') return confirmPage.show({ ...view, notice });
      if (error.name === 'PasswordResetRequiredException') return newPasswordPage.show({ ...view, notice });
      throw error;
    }
  },
};
