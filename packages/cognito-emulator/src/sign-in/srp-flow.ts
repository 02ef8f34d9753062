import { incorrectCredentials, invalidParameter } from '../cognito-error.js';
import { claimHolds } from '../srp/srp-handshake.js';
import { continueCustom } from './custom-flow.js';
import { preAuthenticate } from './pre-authentication.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { afterPassword, provenUsername, required, requireUsablePassword } from './sign-in-step.js';
import { openSrpExchange } from './srp-exchange.js';

const challenge = 'PASSWORD_VERIFIER';
// as Cognito's clients write it: `Tue Mar 3 04:05:06 UTC 2026`, the day not padded
const timestampFormat = /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} [1-9]\d? \d{2}:\d{2}:\d{2} UTC \d{4}$/;

/** USER_SRP_AUTH: answers the client's A. */
export async function startSrp(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const name = provenUsername(step);
  await preAuthenticate(services, step, name);
  return openSrpExchange(services, step, name);
}

/** PASSWORD_VERIFIER: checks the client's proof. The exchange is over whatever the outcome. */
export async function verifySrp(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const { users, passwords, attempts, challengeSessions } = services;
  const name = provenUsername(step);
  const secretBlock = required(step, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const timestamp = required(step, 'TIMESTAMP');
  const signature = Buffer.from(required(step, 'PASSWORD_CLAIM_SIGNATURE'), 'base64');
  if (!timestampFormat.test(timestamp)) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  const session = challengeSessions.find(secretBlock, challenge, step.client.id);
  challengeSessions.close(session);
  const { handshake, attemptedName, custom } = session.memory;
  attempts.requireUnlocked(attemptedName);

  const user = users.find(name);
  const password = user?.password ?? passwords.standIn(attemptedName).password;
  const claim = { secretBlock: Buffer.from(secretBlock, 'base64'), timestamp, signature };
  const holds = claimHolds(handshake, passwords.ownerOf(session), password, claim);
  if (!holds || user?.password === undefined || user.username !== session.username) {
    attempts.failed(attemptedName);
    throw incorrectCredentials();
  }
  attempts.succeeded(attemptedName);
  requireUsablePassword(user);
  return custom === undefined ? afterPassword(services, step, user) : continueCustom(services, step, user, custom);
}
