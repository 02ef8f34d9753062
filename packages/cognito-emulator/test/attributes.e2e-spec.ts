import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { adminSignIn, messagesTo, newAddress, newUser, sdkFor } from './support/cognito-clients.js';
import { testWith } from './support/cognito-under-test.js';
import { likePortal } from './support/pool-requests.js';
import type { TestPool } from './support/test-pool.js';
import { startTestPool } from './support/test-pool.js';

const password = 'Correct1horse';

describe('users’ attributes', () => {
  const sdk = () => sdkFor(cognito);
  let cognito: TestPool;
  let UserPoolId: string;
  let ClientId: string;

  beforeAll(async () => {
    // as a pool is unless it wants addresses verified first
    cognito = await startTestPool({ ...likePortal, pool: {} });
    UserPoolId = cognito.userPoolId;
    ClientId = cognito.clients.web.id;
  });
  afterAll(async () => {
    await cognito.stop();
  });

  const signUp = (Username: string, Password: string, UserAttributes: { Name: string; Value: string }[]) =>
    sdk().send(new SignUpCommand({ ClientId, Username, Password, UserAttributes }));

  test.each(['custom:clinic_id', 'custom:role', 'email_verified', 'sub'])(
    'SignUp and UpdateUserAttributes writing %s (A1, A2)',
    async (name) => {
      const refused = {
        name: 'NotAuthorizedException',
        message: 'A client attempted to write unauthorized attribute',
      };
      await expect(signUp('climber@sunrise-eye.com', password, [{ Name: name, Value: 'true' }])).rejects.toMatchObject(
        refused,
      );
      const user = await newUser(cognito);
      await expect(
        sdkFor(cognito).send(
          new UpdateUserAttributesCommand({
            AccessToken: user.accessToken,
            UserAttributes: [{ Name: name, Value: 'true' }],
          }),
        ),
      ).rejects.toMatchObject(refused);
    },
  );

  test('an attribute outside the schema, or too long for it, also from an administrator', async () => {
    const { email } = await newUser(cognito);
    const update = (Name: string, Value: string) =>
      sdkFor(cognito).send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId: cognito.userPoolId,
          Username: email,
          UserAttributes: [{ Name, Value }],
        }),
      );
    await expect(update('custom:other', 'x')).rejects.toThrow(/Attribute does not exist in the schema/);
    await expect(update('custom:clinic_id', 'x'.repeat(51))).rejects.toThrow(/did not conform to the schema/);
    await update('custom:clinic_id', 'x'.repeat(50));
  });

  testWith('mailbox')(
    'a changed address signs in at once, unverified (A5), is told a code, and frees the old one',
    async () => {
      const { email, sub, accessToken: AccessToken } = await newUser(cognito);
      const next = newAddress('renamed');
      await sdk().send(
        new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'email', Value: next }] }),
      );
      expect(await messagesTo(cognito, next)).toHaveLength(1);
      const { idToken } = await adminSignIn(cognito, next);
      expect(decodeJwt(idToken)).toMatchObject({ sub, email_verified: false });
      await expect(sdk().send(new AdminGetUserCommand({ UserPoolId, Username: email }))).rejects.toMatchObject({
        name: 'UserNotFoundException',
      });
      const { email: taken } = await newUser(cognito);
      await expect(
        sdk().send(
          new AdminUpdateUserAttributesCommand({
            UserPoolId,
            Username: next,
            UserAttributes: [{ Name: 'email', Value: taken }],
          }),
        ),
      ).rejects.toMatchObject({ name: 'AliasExistsException' });
    },
  );
});
