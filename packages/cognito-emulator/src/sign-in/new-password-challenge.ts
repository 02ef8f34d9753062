import { notAuthorized } from '../cognito-error.js';
import type { Attributes } from '../pool/attributes.js';
import { changed, requireComplete, requireMutable, requireSchema, requireWritableBy } from '../pool/attributes.js';
import { invalidSession } from './challenge-sessions.js';
import { afterFirstFactor } from './mfa-step.js';
import type { SignInAnswer, SignInServices, SignInStep } from './sign-in-services.js';
import { provenUsername, required } from './sign-in-step.js';

const attributePrefix = 'userAttributes.';

/**
 * NEW_PASSWORD_REQUIRED: the user's own password in place of a temporary one. A password that breaks the policy leaves the
 * session open for another try; anything else uses it up.
 */
export async function setNewPassword(services: SignInServices, step: SignInStep): Promise<SignInAnswer> {
  const { pool, users, passwords, challengeSessions } = services;
  const name = provenUsername(step);
  const session = challengeSessions.find(step.session, 'NEW_PASSWORD_REQUIRED', step.client.id);
  const user = users.find(name);
  if (user?.username !== session.username) throw invalidSession();
  const attributes = givenAttributes(step);
  requireWritableBy(step.client, attributes);
  requireSchema(pool, attributes);
  requireMutable(pool, user.attributes, attributes);
  if (attributes['email'] !== undefined) throw notAuthorized('Cannot modify an already provided email');
  requireComplete(pool, { ...user.attributes, ...attributes });
  const password = passwords.permanent(user.username, required(step, 'NEW_PASSWORD'));

  challengeSessions.close(session);
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status !== 'FORCE_CHANGE_PASSWORD') throw invalidSession();
  const confirmed = users.update(user.username, (current) => ({
    password,
    status: 'CONFIRMED',
    attributes: changed(current.attributes, attributes),
  }));
  return afterFirstFactor(services, step, confirmed, 'NewPasswordChallenge');
}

function givenAttributes({ parameters }: SignInStep): Attributes {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith(attributePrefix))
      .map(([name, value]) => [name.slice(attributePrefix.length), value]),
  );
}
