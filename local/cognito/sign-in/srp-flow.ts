import { incorrectCredentials, invalidParameter } from '../cognito-error.js';
import { claimHolds, parseClientPublic, startHandshake } from '../srp/srp-handshake.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { afterPassword, provenUsername, required, requireUsablePassword, unknownUser } from './sign-in-step.js';

const challenge = 'PASSWORD_VERIFIER';
// as Cognito's clients write it: `Tue Mar 3 04:05:06 UTC 2026`, the day not padded
const timestampFormat = /^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} [1-9]\d? \d{2}:\d{2}:\d{2} UTC \d{4}$/;

/**
 * USER_SRP_AUTH: answers the client's A. An unknown user is answered alike, with a salt and a name that stay the same, and fails
 * at the next step. The state of the exchange is found again by SECRET_BLOCK: Cognito sends no Session here.
 */
export function startSrp(services: SignInServices, step: SignInStep): SignInAnswer {
  const { users, passwords, attempts, challengeSessions } = services;
  const name = provenUsername(step);
  const clientPublic = parseClientPublic(required(step, 'SRP_A'));
  if (clientPublic === undefined) throw invalidParameter('Invalid SRP_A');
  const user = users.find(name);
  if (user === undefined && step.client.preventUserExistenceErrors === 'LEGACY') throw unknownUser(step);
  if (user !== undefined) requireUsablePassword(user);
  const attemptedName = user?.username ?? name.toLowerCase();
  attempts.requireUnlocked(attemptedName);

  const standIn = passwords.standIn(name);
  const { username, password = standIn.password } = user ?? standIn;
  const handshake = startHandshake(clientPublic, password);
  const secretBlock = challengeSessions.open(
    { challenge, username, clientId: step.client.id, memory: { handshake, attemptedName } },
    768,
  );
  return {
    ChallengeName: challenge,
    ChallengeParameters: {
      SALT: password.salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: handshake.serverPublic.toString(16),
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
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
  const { handshake, attemptedName } = session.memory;
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
  return afterPassword(services, step, user);
}
