import * as z from 'zod';
import type { Reply } from '../http/exchange.js';
import { codeField, form, passwordField, submit } from './forms.js';
import type { View } from './hosted-page.js';
import type { Html } from './html.js';
import { html } from './html.js';
import { layout } from './layout.js';
import { passwordHint } from './password-hint.js';
import { setUpKey } from './set-up-key.js';

/** A challenge as its form carries it from one request to the next. */
export interface Challenge {
  readonly name: string;
  readonly session: string;
  readonly username: string;
  /** The secret that an authenticator app is being set up with. */
  readonly secret?: string | undefined;
}

const association = z.object({ SecretCode: z.string(), Session: z.string() });

/** The page of a challenge; for an authenticator app to be set up, with a new secret. */
export async function showChallenge(view: View, challenge: Challenge): Promise<Reply> {
  if (challenge.name !== 'MFA_SETUP' || challenge.secret !== undefined) return challengePage(view, challenge);
  const answer = await view.services.calls.call('AssociateSoftwareToken', { Session: challenge.session });
  const { SecretCode: secret, Session: session } = association.parse(answer);
  return challengePage(view, { ...challenge, secret, session });
}

function challengePage(view: View, challenge: Challenge): Reply {
  const { title, lead, body } = contentOf(view, challenge);
  const { name, session, username, secret } = challenge;
  return layout({
    title,
    lead,
    notice: view.notice,
    redirectUri: view.authorization.redirectUri,
    path: '/challenge',
    status: view.notice?.kind === 'bad' ? 400 : 200,
    body: form(view.context, '/challenge', body, {
      challenge: name,
      session,
      username,
      ...(secret !== undefined && { secret }),
    }),
  });
}

function contentOf(view: View, challenge: Challenge): { title: string; lead: string; body: Html } {
  switch (challenge.name) {
    case 'NEW_PASSWORD_REQUIRED':
      return {
        title: 'Choose a password',
        lead: 'Yours was temporary. Choose one of your own to go on.',
        body: html`${passwordField('New password', 'new-password', passwordHint(view.services.pool.pool))}
        ${submit('Save and sign in')}`,
      };
    case 'SOFTWARE_TOKEN_MFA':
      return {
        title: 'Enter your code',
        lead: 'Your authenticator app shows a code of six digits for this account.',
        body: html`${codeField('Code')} ${submit('Sign in')}`,
      };
    case 'MFA_SETUP':
      return {
        title: 'Set up your authenticator app',
        lead: 'Scan the code with your app, or add the key to it, then enter the code that it shows.',
        body: html`${newKey(view, challenge)} ${codeField('Code')} ${submit('Finish and sign in')}`,
      };
    default:
      throw new Error(`no page for the challenge ${challenge.name}`);
  }
}

function newKey({ services: { pool } }: View, { username, secret = '' }: Challenge): Html {
  return setUpKey(pool, pool.users.named(username), secret);
}
