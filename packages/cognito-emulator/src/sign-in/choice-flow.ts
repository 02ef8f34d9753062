import { invalidParameter } from '../cognito-error.js';
import { invalidSession } from './challenge-sessions.js';
import { checkPassword, migrateUnknown } from './password-flow.js';
import { preAuthenticate } from './pre-authentication.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { provenUsername, required, unknownUser } from './sign-in-step.js';
import { openSrpExchange } from './srp-exchange.js';

const factors = ['PASSWORD_SRP', 'PASSWORD'] as const;
type Factor = (typeof factors)[number];

/** USER_AUTH: the client names the factor it prefers, or is told which there are; an unknown name is answered alike. */
export async function startChoice(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const name = provenUsername(step);
  const user = services.users.find(name);
  if (user === undefined && step.client.preventUserExistenceErrors === 'LEGACY') throw unknownUser(step);
  await preAuthenticate(services, step, name);
  const preferred = factors.find((factor) => factor === step.parameters['PREFERRED_CHALLENGE']);
  const sent = preferred === 'PASSWORD' ? 'PASSWORD' : 'SRP_A';
  if (preferred !== undefined && step.parameters[sent] !== undefined) return proceed(services, step, preferred, name);
  const challenge = preferred ?? 'SELECT_CHALLENGE';
  return {
    ChallengeName: challenge,
    Session: services.challengeSessions.open({
      challenge,
      username: user?.username ?? name,
      clientId: step.client.id,
      memory: null,
    }),
    ChallengeParameters: {},
    AvailableChallenges: factors,
  };
}

/** SELECT_CHALLENGE: the factor that the user chose, in ANSWER, with what it takes. */
export async function answerSelection(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const chosen = factors.find((factor) => factor === required(step, 'ANSWER'));
  if (chosen === undefined) throw invalidParameter('Selected challenge is not available.');
  return answerWith(services, step, 'SELECT_CHALLENGE', chosen);
}

/** PASSWORD: the factor that the client preferred before it had the password. */
export async function answerPassword(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  return answerWith(services, step, 'PASSWORD', 'PASSWORD');
}

/** PASSWORD_SRP: the same by the SRP protocol. */
export async function answerPasswordSrp(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  return answerWith(services, step, 'PASSWORD_SRP', 'PASSWORD_SRP');
}

async function answerWith(
  services: SignInServices,
  step: SignInStep,
  challenge: Factor | 'SELECT_CHALLENGE',
  factor: Factor,
): Promise<SignInAnswer> {
  const { users, challengeSessions } = services;
  const name = provenUsername(step);
  const session = challengeSessions.find(step.session, challenge, step.client.id);
  if ((users.find(name)?.username ?? name) !== session.username) throw invalidSession();
  challengeSessions.close(session);
  return proceed(services, step, factor, session.username);
}

async function proceed(
  services: SignInServices,
  step: SignInStep,
  factor: Factor,
  name: string,
): Promise<SignInAnswer> {
  if (factor === 'PASSWORD_SRP') return openSrpExchange(services, step, name);
  await migrateUnknown(services, step);
  return checkPassword(services, step);
}
