import { CognitoError } from '../cognito-error.js';
import type { Triggers } from '../triggers/triggers.js';
import type { Migration, MigrationSubject } from '../triggers/user-migration.js';
import type { Attributes } from '../pool/attributes.js';
import { requireComplete, requireSchema, without } from '../pool/attributes.js';
import type { Messages } from '../messages/messages.js';
import type { Passwords } from '../pool/passwords.js';
import type { PoolConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { Users } from '../pool/users.js';

interface Services {
  readonly pool: PoolConfiguration;
  readonly users: Users;
  readonly passwords: Passwords;
  readonly messages: Messages;
  readonly triggers: Triggers;
}

/**
 * The user of a name, brought from elsewhere by UserMigration when the pool does not know them (AWS, "Migrate user Lambda
 * trigger"); undefined when nobody does. Throws the trigger's refusal, and for an answer that makes no user of this pool what
 * Cognito says then, "Exception migrating user in app client", unless the client hides who has an account.
 */
export async function findOrMigrate(services: Services, subject: MigrationSubject): Promise<User | undefined> {
  const { pool, users, triggers } = services;
  const { userName, client } = subject;
  const known = users.find(userName);
  if (known !== undefined || !triggers.canMigrate()) return known;
  const migration = await triggers.userMigration(subject);
  // while the function ran, another request may have brought them
  const arrived = users.find(userName);
  if (arrived !== undefined) return arrived;
  const attributes = acceptable(pool, userName, migration?.userAttributes ?? {});
  if (migration !== undefined && attributes !== undefined) return bring(services, subject, migration, attributes);
  if (client.preventUserExistenceErrors === 'ENABLED') return undefined;
  throw new CognitoError('UserNotFoundException', `Exception migrating user in app client ${client.id}`);
}

async function bring(
  { users, passwords, messages }: Services,
  { password, client, clientMetadata }: MigrationSubject,
  { finalUserStatus, messageAction, desiredDeliveryMediums }: Migration,
  attributes: Attributes,
): Promise<User> {
  const username = users.nextUsername();
  const status = finalUserStatus ?? 'RESET_REQUIRED';
  const user = users.add({
    username,
    attributes: { sub: username, ...attributes },
    status,
    ...(status === 'CONFIRMED' && password !== undefined && { password: passwords.migrated(username, password) }),
  });
  // the welcome message goes by SMS unless the function says otherwise, and SMS messages are not sent here
  const byMail = messageAction !== 'SUPPRESS' && desiredDeliveryMediums?.includes('EMAIL') === true;
  if (byMail && password !== undefined) await messages.sendInvitation({ user, password, client, clientMetadata });
  return user;
}

/** The attributes of a user to be, whose address is the name that they gave; undefined when this pool cannot have them. */
function acceptable(pool: PoolConfiguration, userName: string, given: Attributes): Attributes | undefined {
  // functions tend to say the name again: users of this pool get one of their own
  const attributes: Attributes = { email: userName, ...without(given, ['username']) };
  if (attributes['email']?.toLowerCase() !== userName.toLowerCase()) return undefined;
  try {
    requireSchema(pool, attributes);
    requireComplete(pool, attributes);
    return attributes;
  } catch (error) {
    if (error instanceof CognitoError) return undefined;
    throw error;
  }
}
