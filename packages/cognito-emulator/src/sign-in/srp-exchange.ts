import { invalidParameter } from '../cognito-error.js';
import { parseClientPublic, startHandshake } from '../srp/srp-handshake.js';
import type { ChallengeResult } from '../triggers/challenge-triggers.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { required, requireUsablePassword, unknownUser } from './sign-in-step.js';

/**
 * Answers the client's A. An unknown user is answered alike, with a salt and a name that stay the same, and fails at the next
 * step. The state of the exchange is found again by SECRET_BLOCK. `custom` is what a custom sign-in has behind it.
 */
export function openSrpExchange(
  services: SignInServices,
  step: SignInStep,
  name: string,
  custom?: readonly ChallengeResult[],
): SignInAnswer {
  const { users, passwords, attempts, challengeSessions } = services;
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
  const challenge = 'PASSWORD_VERIFIER';
  const memory = { handshake, attemptedName, ...(custom !== undefined && { custom }) };
  const secretBlock = challengeSessions.open({ challenge, username, clientId: step.client.id, memory }, 768);
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
