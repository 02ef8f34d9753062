import type { Reply } from '../http/exchange.js';
import { grantCode } from '../oauth/code-issue.js';
import type { SignInAnswer } from '../sign-in/sign-in-services.js';
import { showSetUp } from './authenticator-page.js';
import { showChallenge } from './challenge-forms.js';
import type { View } from './hosted-page.js';

/** What follows a step of a sign-in: the page of the next challenge, or, signed in, the way back to the client with a code. */
export async function afterStep(view: View, answer: SignInAnswer): Promise<Reply> {
  const { services, authorization } = view;
  if ('HostedUser' in answer) {
    const { session, cookie } = services.browserSessions.begin(answer.HostedUser);
    if (view.fields['next'] === 'authenticator') {
      const page = showSetUp({ ...view, signedIn: session }, services.pool.users.named(session.username));
      return { ...page, headers: { ...page.headers, 'set-cookie': [cookie] } };
    }
    return grantCode(services, authorization, session, [cookie]);
  }
  if (!('ChallengeName' in answer)) throw new Error('the hosted pages give no tokens');
  return showChallenge(view, {
    name: answer.ChallengeName,
    session: answer.Session ?? '',
    username: answer.ChallengeParameters['USER_ID_FOR_SRP'] ?? '',
  });
}
