import { notAuthorized } from '../cognito-error.js';
import type { User } from '../pool/user.js';
import type { ChallengeSession } from './challenge-sessions.js';
import { invalidSession } from './challenge-sessions.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { provenUsername, required } from './sign-in-step.js';
import { startSession } from './start-session.js';

/** SOFTWARE_TOKEN_MFA: a code of the user's authenticator app. A wrong one leaves the session open for another try. */
export async function answerSoftwareToken(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const { challengeSessions, softwareTokens } = services;
  const name = provenUsername(step);
  const session = challengeSessions.find(step.session, 'SOFTWARE_TOKEN_MFA', step.client.id);
  const user = userOf(services, session, name);
  softwareTokens.redeem(user, required(step, 'SOFTWARE_TOKEN_MFA_CODE'));
  challengeSessions.close(session);
  return startSession(services, step, user, session.memory.source);
}

/** MFA_SETUP: goes on with a session in which VerifySoftwareToken has registered a token. */
export async function finishMfaSetup(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const name = provenUsername(step);
  const session = services.challengeSessions.find(step.session, 'MFA_SETUP', step.client.id);
  const user = userOf(services, session, name);
  if (session.memory.verified !== true || user.softwareToken === undefined) throw invalidSession();
  services.challengeSessions.close(session);
  return startSession(services, step, user, session.memory.source);
}

/** The user whom a session is for, if that is whom the request names, and if they may still sign in. */
function userOf({ users }: SignInServices, session: ChallengeSession, name: string): User {
  const user = users.find(name);
  if (user?.username !== session.username) throw invalidSession();
  if (!user.enabled) throw notAuthorized('User is disabled.');
  return user;
}
