import { incorrectCredentials } from '../cognito-error.js';
import { findOrMigrate } from './user-migration.js';
import { preAuthenticate } from './pre-authentication.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { afterPassword, provenUsername, required, requireUsablePassword, unknownUser } from './sign-in-step.js';

/** USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH and the hosted pages: the password itself is sent. */
export async function signInWithPassword(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const name = provenUsername(step);
  await migrateUnknown(services, step);
  await preAuthenticate(services, step, name);
  return checkPassword(services, step);
}

/**
 * Asks UserMigration about a name that the pool does not know. What it refuses counts as a wrong password, so that nobody can
 * try passwords against the old directory without end.
 */
export async function migrateUnknown(services: SignInServices, step: SignInStep): Promise<void> {
  const { users, attempts } = services;
  const userName = provenUsername(step);
  const password = required(step, 'PASSWORD');
  const attemptedName = users.find(userName)?.username ?? userName.toLowerCase();
  attempts.requireUnlocked(attemptedName);
  const { client, validationData, clientMetadata } = step;
  const subject = { source: 'Authentication', userName, password, client, validationData, clientMetadata } as const;
  await findOrMigrate(services, subject).catch((error: unknown) => {
    attempts.failed(attemptedName);
    throw error;
  });
}

/** A password, in a sign-in that has begun before. */
export async function checkPassword(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const { users, passwords, attempts } = services;
  const name = provenUsername(step);
  const password = required(step, 'PASSWORD');
  const user = users.find(name);
  const attemptedName = user?.username ?? name.toLowerCase();
  attempts.requireUnlocked(attemptedName);
  if (user !== undefined) requireUsablePassword(user);
  // compared for unknown users too, so that the time it takes does not tell
  const matches = passwords.match(user ?? { username: name }, password);
  if (user === undefined || !matches) {
    attempts.failed(attemptedName);
    throw user === undefined ? unknownUser(step) : incorrectCredentials();
  }
  attempts.succeeded(attemptedName);
  return afterPassword(services, step, user);
}
