import { incorrectCredentials } from '../cognito-error.js';
import type { User } from '../pool/user.js';
import type { ChallengeResult, CustomSignIn } from '../triggers/challenge-triggers.js';
import { invalidResponse } from '../triggers/trigger-runner.js';
import { invalidSession } from './challenge-sessions.js';
import { preAuthenticate } from './pre-authentication.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { provenUsername, required, requireMaySignIn, requireUsablePassword, unknownUser } from './sign-in-step.js';
import { openSrpExchange } from './srp-exchange.js';
import { startSession } from './start-session.js';

const challenge = 'CUSTOM_CHALLENGE';

/** CUSTOM_AUTH: triggers say what comes next; with CHALLENGE_NAME SRP_A, the client has begun to prove the password. */
export async function startCustom(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const name = provenUsername(step);
  const user = services.users.find(name);
  if (user === undefined && step.client.preventUserExistenceErrors === 'LEGACY') throw unknownUser(step);
  const bySrp = step.parameters['CHALLENGE_NAME'] === 'SRP_A';
  if (bySrp) required(step, 'SRP_A');
  await preAuthenticate(services, step, name);
  return decide(services, step, name, bySrp ? [{ challengeName: 'SRP_A', challengeResult: true }] : []);
}

/** Goes on with a custom sign-in whose password has been proven. */
export async function continueCustom(
  services: SignInServices,
  step: SignInStep,
  user: User,
  history: readonly ChallengeResult[],
): Promise<SignInAnswer> {
  const proven = { challengeName: 'PASSWORD_VERIFIER', challengeResult: true } as const;
  return decide(services, step, user.username, [...history, proven]);
}

/** CUSTOM_CHALLENGE: a trigger says whether the answer is right, and another what follows. The session is used up either way. */
export async function answerCustom(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const { users, challengeSessions, challengeTriggers } = services;
  const name = provenUsername(step);
  const answer = required(step, 'ANSWER');
  const session = challengeSessions.find(step.session, challenge, step.client.id);
  if ((users.find(name)?.username ?? name) !== session.username) throw invalidSession();
  challengeSessions.close(session);
  const { history, privateParameters, metadata } = session.memory;
  const right = await challengeTriggers.verify(signInOf(services, step, name), privateParameters, answer);
  const result = { challengeName: challenge, challengeResult: right, challengeMetadata: metadata } as const;
  return decide(services, step, name, [...history, result]);
}

async function decide(
  services: SignInServices,
  step: SignInStep,
  name: string,
  history: readonly ChallengeResult[],
): Promise<SignInAnswer> {
  const signIn = signInOf(services, step, name);
  if (signIn.user !== undefined) {
    requireMaySignIn(signIn.user);
    requireUsablePassword(signIn.user);
  }
  const next = await services.challengeTriggers.define(signIn, history);
  if (next.failAuthentication === true) throw incorrectCredentials();
  if (next.issueTokens === true) {
    // a trigger that lets in a name that nobody has lets in nobody
    if (signIn.user === undefined) throw incorrectCredentials();
    return startSession(services, step, signIn.user, 'Authentication');
  }
  if (next.challengeName === challenge) return ask(services, signIn, history);
  if (next.challengeName === 'PASSWORD_VERIFIER' && step.parameters['SRP_A'] !== undefined) {
    return openSrpExchange(services, step, name, history);
  }
  throw invalidResponse();
}

async function ask(
  { challengeSessions, challengeTriggers }: SignInServices,
  signIn: CustomSignIn,
  history: readonly ChallengeResult[],
): Promise<SignInAnswer> {
  const created = await challengeTriggers.create(signIn, history);
  const { userName: username, client } = signIn;
  const memory = {
    history,
    privateParameters: created.privateChallengeParameters ?? {},
    metadata: created.challengeMetadata ?? null,
  };
  return {
    ChallengeName: challenge,
    Session: challengeSessions.open({ challenge, username, clientId: client.id, memory }),
    ChallengeParameters: { ...created.publicChallengeParameters, USERNAME: username },
  };
}

function signInOf({ users }: SignInServices, { client, clientMetadata }: SignInStep, name: string): CustomSignIn {
  const user = users.find(name);
  return { userName: user?.username ?? name, user, client, clientMetadata };
}
