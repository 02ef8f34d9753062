import * as z from 'zod';
import { CognitoError } from '../cognito-error.js';
import type { Reply } from '../http/exchange.js';
import { withoutSecret } from '../oauth/without-secret.js';
import type { ChallengeName } from '../sign-in/challenge-sessions.js';
import { answerChallenge } from '../sign-in/sign-in.js';
import { afterStep } from './after-step.js';
import type { Challenge } from './challenge-forms.js';
import { showChallenge } from './challenge-forms.js';
import type { HostedPage, View } from './hosted-page.js';
import { showSignIn } from './sign-in-form.js';

const challenge = z.object({
  challenge: z.enum(['NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA', 'MFA_SETUP']),
  session: z.string(),
  username: z.string(),
  secret: z.string().optional(),
});
const verification = z.object({ Session: z.string() });

/** /challenge: the steps of a sign-in after the password. */
export const challengePage: HostedPage = {
  // there is no challenge without a sign-in under way
  show: showSignIn,
  async submit(view) {
    const posted = challenge.safeParse(view.fields);
    if (!posted.success) return showSignIn(view);
    const { challenge: name, ...others } = posted.data;
    try {
      return await answer(view, name, others);
    } catch (error) {
      if (error instanceof CognitoError) return tryAgain(view, { name, ...others }, error);
      throw error;
    }
  },
};

async function answer(view: View, name: ChallengeName, { session, username }: Omit<Challenge, 'name'>): Promise<Reply> {
  const { services, authorization, fields } = view;
  const code = (fields['code'] ?? '').replaceAll(/\s/g, '');
  const step = {
    client: withoutSecret(authorization.client),
    hosted: true,
    session: name === 'MFA_SETUP' ? await verified(view, session, code) : session,
    parameters: {
      USERNAME: username,
      ...(name === 'NEW_PASSWORD_REQUIRED' && { NEW_PASSWORD: fields['password'] ?? '' }),
      ...(name === 'SOFTWARE_TOKEN_MFA' && { SOFTWARE_TOKEN_MFA_CODE: code }),
    },
  };
  return afterStep(view, await answerChallenge(services.pool, name, step));
}

/** Registers the authenticator app by a code of it; gives the session to go on with. */
async function verified({ services }: View, session: string, code: string): Promise<string> {
  const answer = await services.calls.call('VerifySoftwareToken', { Session: session, UserCode: code });
  return verification.parse(answer).Session;
}

/** The same challenge again while its session lasts; else the beginning. */
async function tryAgain(view: View, challenge: Challenge, { message }: CognitoError): Promise<Reply> {
  const again = { ...view, notice: { kind: 'bad', text: message } } as const;
  const open = view.services.pool.challengeSessions.has(challenge.session);
  return open ? showChallenge(again, challenge) : showSignIn({ ...again, fields: {} });
}
