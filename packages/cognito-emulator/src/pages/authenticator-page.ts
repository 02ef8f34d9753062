import type { Reply } from '../http/exchange.js';
import { grantCode } from '../oauth/code-issue.js';
import { requireSoftwareTokens } from '../operations/mfa/pool-mfa.js';
import type { User } from '../pool/user.js';
import { newSecret } from '../software-token/totp.js';
import { codeField, form, submit } from './forms.js';
import type { HostedPage, View } from './hosted-page.js';
import { html } from './html.js';
import { layout } from './layout.js';
import { setUpKey } from './set-up-key.js';
import { showSignIn } from './sign-in-form.js';

/** /authenticator: a signed-in user sets up an authenticator app by choice, then goes on to the client. */
export const authenticatorPage: HostedPage = {
  show(view) {
    const user = userOf(view);
    if (user === undefined) {
      const text = 'Sign in first, then set up your authenticator app.';
      return showSignIn({ ...view, fields: { next: 'authenticator' }, notice: { kind: 'good', text } });
    }
    return showSetUp(view, user);
  },
  async submit(view) {
    const { services, authorization, fields, signedIn } = view;
    const user = userOf(view);
    if (user?.pendingSoftwareToken === undefined || signedIn === undefined) return this.show(view);
    const { pool } = services;
    requireSoftwareTokens(pool.pool);
    const code = (fields['code'] ?? '').replaceAll(/\s/g, '');
    pool.softwareTokens.register(user, user.pendingSoftwareToken, code, undefined);
    pool.users.update(user.username, () => ({ softwareTokenMfa: 'PREFERRED' }));
    return grantCode(services, authorization, signedIn);
  },
};

function userOf({ services, signedIn }: View): User | undefined {
  const { pool } = services;
  return signedIn === undefined ? undefined : pool.users.find(signedIn.username);
}

/** The key of a new authenticator app. A key that is shown again is the same one until a code has confirmed it. */
export function showSetUp(view: View, user: User): Reply {
  const { services, authorization, notice, context } = view;
  const { users } = services.pool;
  const secret = user.pendingSoftwareToken ?? newSecret();
  users.update(user.username, () => ({ pendingSoftwareToken: secret }));
  return layout({
    title: 'Set up your authenticator app',
    lead: 'Scan the code with your app, or add the key to it, then enter the code that it shows.',
    notice,
    path: '/authenticator',
    redirectUri: authorization.redirectUri,
    status: notice?.kind === 'bad' ? 400 : 200,
    body: form(
      context,
      '/authenticator',
      html`${setUpKey(services.pool, user, secret)} ${codeField('Code')} ${submit('Finish and go on')}`,
    ),
  });
}
