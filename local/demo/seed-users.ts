import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { type DemoUser, demoUsers } from './demo-cast.js';
import type { SeedLedger } from './seed-ledger.js';

/** A demonstration user as the pool knows it. */
export interface SeededUser extends DemoUser {
  readonly sub: string;
}

/** Makes the demonstration users that were never made in this pool; gives back those that exist now. */
export async function seedUsers(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  ledger: SeedLedger,
): Promise<SeededUser[]> {
  const place = `pool ${userPoolId}`;
  const seeded: SeededUser[] = [];
  for (const user of demoUsers) {
    if (!ledger.has(place, user.email)) {
      await makeUser(client, userPoolId, user, ledger.password);
      ledger.note(place, user.email);
    }
    const sub = await subOf(client, userPoolId, user.email);
    if (sub !== undefined) seeded.push({ ...user, sub });
  }
  return seeded;
}

async function makeUser(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  { email, group, clinicId }: DemoUser,
  Password: string,
): Promise<void> {
  const attributes = {
    email,
    email_verified: 'true',
    'custom:role': group,
    ...(clinicId === null ? {} : { 'custom:clinic_id': clinicId }),
  };
  try {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        MessageAction: 'SUPPRESS',
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  } catch (error) {
    // an interrupted start made it and went no further
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  const user = { UserPoolId, Username: email };
  await client.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
  await client.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group }));
}

async function subOf(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  Username: string,
): Promise<string | undefined> {
  try {
    const { UserAttributes } = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
    return UserAttributes?.find(({ Name }) => Name === 'sub')?.Value;
  } catch (error) {
    // someone deleted it since: so it stays
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}
