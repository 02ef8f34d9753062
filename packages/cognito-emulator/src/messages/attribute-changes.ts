import { CognitoError } from '../cognito-error.js';
import type { Attributes } from '../pool/attributes.js';
import { changed } from '../pool/attributes.js';
import type { Codes } from '../pool/codes.js';
import type { CodeDeliveryDetails, MessageOccasion, Messages } from './messages.js';
import type { PoolConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { Users } from '../pool/users.js';

interface Services {
  readonly pool: PoolConfiguration;
  readonly users: Users;
  readonly codes: Codes;
  readonly messages: Messages;
}

/**
 * Changes a user's attributes. A new address is sent a code; where the pool wants it verified first, the old one stays until
 * the code comes back (COGNITO A5). A change that itself says the address is verified needs no code.
 * Throws AliasExistsException when the address is taken.
 */
export async function changeAttributes(
  services: Services,
  user: User,
  changes: Attributes,
  occasion: MessageOccasion,
): Promise<CodeDeliveryDetails[]> {
  const { pool, users, codes, messages } = services;
  const { email, ...others } = changes;
  const needsCode =
    email !== undefined &&
    email !== '' &&
    email !== user.attributes['email'] &&
    changes['email_verified'] !== 'true' &&
    pool.autoVerifiedAttributes.includes('email');
  if (!needsCode) {
    users.update(user.username, (current) => ({ attributes: changed(current.attributes, changes) }));
    return [];
  }
  requireFree(users, user, email);
  const waits = pool.attributesRequiringVerification.includes('email');
  const updated = users.update(user.username, (current) => ({
    attributes: changed(current.attributes, waits ? others : changes),
    pendingEmail: waits ? email : undefined,
  }));
  const code = codes.issue(updated, 'verify-email');
  return [await messages.sendCode({ ...occasion, source: 'UpdateUserAttribute', user: updated, to: email, code })];
}

/** Takes a user's address, or the one that waits for its code, as verified. Throws AliasExistsException. */
export function confirmEmail(users: Users, user: User): void {
  const email = user.pendingEmail ?? user.attributes['email'] ?? '';
  users.update(user.username, ({ attributes }) => ({
    attributes: { ...attributes, email, email_verified: 'true' },
    pendingEmail: undefined,
  }));
}

/** Throws AliasExistsException when an address is another user's. */
export function requireFree(users: Users, { username }: User, email: string): void {
  const holder = users.find(email);
  if (holder !== undefined && holder.username !== username) {
    throw new CognitoError('AliasExistsException', 'An account with the email already exists.');
  }
}
