import { CognitoError, incorrectCredentials, invalidParameter, notAuthorized } from '../cognito-error.js';
import { requireSecretHash } from '../pool/clients.js';
import type { User } from '../pool/user.js';
import { afterFirstFactor } from './mfa-step.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';

/** A parameter that a step cannot do without; throws InvalidParameterException. */
export function required({ parameters }: SignInStep, name: string): string {
  const value = parameters[name];
  if (value === undefined || value === '') throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/** The USERNAME of a step, once the client has proven its secret with it. */
export function provenUsername(step: SignInStep): string {
  const username = required(step, 'USERNAME');
  requireSecretHash(step.client, username, step.parameters['SECRET_HASH']);
  return username;
}

/** What an unknown user name is answered with, as the client wants it (prevent_user_existence_errors). */
export function unknownUser({ client }: SignInStep): CognitoError {
  return client.preventUserExistenceErrors === 'ENABLED'
    ? incorrectCredentials()
    : new CognitoError('UserNotFoundException', 'User does not exist.');
}

/** Throws PasswordResetRequiredException for a user whose password no longer counts. */
export function requireUsablePassword(user: User): void {
  if (user.status === 'RESET_REQUIRED') {
    throw new CognitoError('PasswordResetRequiredException', 'Password reset required for the user');
  }
}

/** Throws for a user who is disabled or has not confirmed, each with the error of COGNITO A7. */
export function requireMaySignIn(user: User): void {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED') throw new CognitoError('UserNotConfirmedException', 'User is not confirmed.');
}

/**
 * Goes on after a right password: refuses users who may not sign in, each with the error of COGNITO A7, asks for a new
 * password in place of a temporary one, or goes on to the second factor.
 */
export async function afterPassword(services: SignInServices, step: SignInStep, user: User): Promise<SignInAnswer> {
  requireMaySignIn(user);
  services.passwords.requireCurrent(user);
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askForNewPassword(services, step, user);
  return afterFirstFactor(services, step, user, 'Authentication');
}

function askForNewPassword(services: SignInServices, { client }: SignInStep, user: User): SignInAnswer {
  const attributes = Object.entries(user.attributes).filter(([name]) => name !== 'sub');
  const challenge = 'NEW_PASSWORD_REQUIRED';
  return {
    ChallengeName: challenge,
    Session: services.challengeSessions.open({
      challenge,
      username: user.username,
      clientId: client.id,
      memory: null,
    }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missingAttributes(services, user)),
      userAttributes: JSON.stringify(Object.fromEntries(attributes)),
    },
  };
}

/** What the pool requires and an administrator did not give, as NEW_PASSWORD_REQUIRED names it. */
function missingAttributes({ pool }: SignInServices, { attributes }: User): string[] {
  return pool.requiredAttributes
    .filter((name) => attributes[name] === undefined)
    .map((name) => `userAttributes.${name}`);
}
