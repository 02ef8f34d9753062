import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminRemoveUserFromGroupCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
  GetUserCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import {
  browserUser,
  messagesTo,
  newAddress,
  newUser,
  sdkFor,
  secretHash,
  signInBySrp,
} from './support/cognito-clients.js';
import { testWith } from './support/cognito-under-test.js';
import { likePortal } from './support/pool-requests.js';
import type { TestPool } from './support/test-pool.js';
import { startTestPool } from './support/test-pool.js';

const password = 'Correct1horse';
const temporary = 'Temporary1';

describe('what administrators do, through the AWS SDK', () => {
  const sdk = () => sdkFor(cognito);
  let cognito: TestPool;
  let UserPoolId: string;

  beforeAll(async () => {
    cognito = await startTestPool(likePortal);
    UserPoolId = cognito.userPoolId;
  });
  afterAll(async () => {
    await cognito.stop();
  });

  const invite = (Username: string) =>
    sdk().send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        TemporaryPassword: temporary,
        DesiredDeliveryMediums: ['EMAIL'],
        UserAttributes: [
          { Name: 'email_verified', Value: 'true' },
          { Name: 'custom:clinic_id', Value: 'CLN-001' },
        ],
      }),
    );
  const signIn = (email: string, given = password) =>
    sdk().send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId: cognito.clients.server.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: given, SECRET_HASH: secretHash(cognito, email) },
      }),
    );

  testWith('mailbox')(
    'an invited user gets a temporary password by mail and chooses their own in the browser',
    async () => {
      const email = newAddress('invited');
      const { User } = await invite(email);
      expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
      expect(await messagesTo(cognito, email)).toMatchObject([{ code: temporary }]);

      const user = browserUser(cognito, email);
      expect(await signInBySrp(user, { Username: email, Password: temporary })).toBe('NEW_PASSWORD_REQUIRED');
      const choose = (chosen: string) =>
        new Promise<string>((resolve, reject) => {
          user.completeNewPasswordChallenge(
            chosen,
            {},
            {
              onSuccess: (session) => {
                resolve(session.getIdToken().getJwtToken());
              },
              onFailure: reject,
            },
          );
        });
      await expect(choose('weak')).rejects.toMatchObject({ code: 'InvalidPasswordException' });
      expect(decodeJwt(await choose(password))).toMatchObject({ email, 'custom:clinic_id': 'CLN-001' });
      await expect(choose(password)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
      const session = await signInBySrp(user, { Username: email, Password: password });
      expect(session).not.toBe('NEW_PASSWORD_REQUIRED');
    },
  );

  test('a session for a new password is bound to its user and client, and grants no attribute', async () => {
    const [email, other] = [newAddress('bound'), newAddress('other')];
    await invite(email);
    await invite(other);
    const { Session, ChallengeName } = await signIn(email, temporary);
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    const respond = (name: string, extra: Record<string, string> = {}) =>
      sdk().send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId,
          ClientId: cognito.clients.server.id,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session,
          ChallengeResponses: {
            USERNAME: name,
            NEW_PASSWORD: password,
            SECRET_HASH: secretHash(cognito, name),
            ...extra,
          },
        }),
      );
    await expect(respond(other)).rejects.toMatchObject({ message: 'Invalid session for the user.' });
    await expect(respond(email, { 'userAttributes.custom:clinic_id': 'CLN-002' })).rejects.toMatchObject({
      message: 'A client attempted to write unauthorized attribute',
    });
    await expect(
      sdk().send(
        new RespondToAuthChallengeCommand({
          ClientId: cognito.clients.web.id,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session,
          ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password },
        }),
      ),
    ).rejects.toMatchObject({ message: 'Invalid session for the user.' });
    await expect(respond(email)).resolves.toHaveProperty('AuthenticationResult.AccessToken');
    await expect(respond(email)).rejects.toMatchObject({ message: 'Invalid session for the user.' });
  });

  testWith('clock', 'mailbox')('a temporary password ends after seven days, and RESEND makes a new one', async () => {
    const email = newAddress('late');
    await invite(email);
    await cognito.elapse(7 * 24 * 3600 + 1);
    await expect(signIn(email, temporary)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Temporary password has expired and must be reset by an administrator.',
    });
    await sdk().send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        MessageAction: 'RESEND',
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    const [message] = await messagesTo(cognito, email);
    expect(message?.code).not.toBe(temporary);
    await expect(signIn(email, message?.code)).resolves.toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  test('a disabled user cannot sign in, and their tokens are over even once enabled again (A7)', async () => {
    const { email, accessToken: AccessToken } = await newUser(cognito);
    await sdk().send(new AdminDisableUserCommand({ UserPoolId, Username: email }));
    await expect(signIn(email)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
    await expect(sdk().send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await sdk().send(new AdminEnableUserCommand({ UserPoolId, Username: email }));
    await expect(sdk().send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    });
    await expect(signIn(email)).resolves.toHaveProperty('AuthenticationResult');
  });

  test('an unconfirmed user signs in once an administrator confirms them; the address stays unverified', async () => {
    const email = newAddress('waiting');
    const ClientId = cognito.clients.web.id;
    await sdk().send(new SignUpCommand({ ClientId, Username: email, Password: password }));
    await expect(signIn(email)).rejects.toMatchObject({ name: 'UserNotConfirmedException' });
    await sdk().send(new AdminConfirmSignUpCommand({ UserPoolId, Username: email }));
    const { AuthenticationResult } = await signIn(email);
    expect(decodeJwt(AuthenticationResult?.IdToken ?? '')).toMatchObject({ email, email_verified: false });
  });

  test('groups are in both tokens from the next sign-in on, and gone again', async () => {
    const { email } = await newUser(cognito);
    const groupsOf = async () => {
      const { AuthenticationResult: result } = await signIn(email);
      return [result?.AccessToken, result?.IdToken].map((token) => decodeJwt(token ?? '')['cognito:groups']);
    };
    expect(await groupsOf()).toEqual([undefined, undefined]);
    await sdk().send(new CreateGroupCommand({ UserPoolId, GroupName: 'auditors', Precedence: 9 }));
    for (const GroupName of ['clinic-staff', 'auditors', 'clinic-staff']) {
      await sdk().send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
    }
    expect(await groupsOf()).toEqual([
      ['clinic-staff', 'auditors'],
      ['clinic-staff', 'auditors'],
    ]);
    for (const GroupName of ['clinic-staff', 'auditors']) {
      await sdk().send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: email, GroupName }));
    }
    expect(await groupsOf()).toEqual([undefined, undefined]);
  });

  test('admin, clinic-staff and billing exist; others are not found, and none is made twice', async () => {
    const { email: Username } = await newUser(cognito);
    for (const GroupName of ['admin', 'clinic-staff', 'billing']) {
      await sdk().send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
    }
    await expect(
      sdk().send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'owners' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Group not found.' });
    await expect(sdk().send(new CreateGroupCommand({ UserPoolId, GroupName: 'admin' }))).rejects.toMatchObject({
      name: 'GroupExistsException',
    });
  });

  test('signing a user out, setting a password and deleting them', async () => {
    const { email: Username, accessToken: AccessToken } = await newUser(cognito);
    await sdk().send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }));
    await expect(sdk().send(new GetUserCommand({ AccessToken }))).rejects.toThrow('Access Token has been revoked');
    await sdk().send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: temporary, Permanent: false }));
    await expect(signIn(Username)).rejects.toThrow('Incorrect username or password.');
    await expect(signIn(Username, temporary)).resolves.toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    await sdk().send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    await expect(signIn(Username, temporary)).rejects.toThrow('Incorrect username or password.');
  });

  test('ListUsers pages through everyone once, and filters by one attribute (A3)', async () => {
    const seen: (string | undefined)[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await sdk().send(new ListUsersCommand({ UserPoolId, Limit: 3, PaginationToken }));
      seen.push(...(page.Users ?? []).map(({ Username }) => Username));
      PaginationToken = page.PaginationToken;
    } while (PaginationToken !== undefined);
    const { Users: everyone } = await sdk().send(new ListUsersCommand({ UserPoolId }));
    expect(seen).toEqual((everyone ?? []).map(({ Username }) => Username));

    const { email } = await newUser(cognito);
    const found = await sdk().send(new ListUsersCommand({ UserPoolId, Filter: `email ^= "${email.split('@')[0]}"` }));
    expect(found.Users?.[0]?.Attributes).toContainEqual({ Name: 'email', Value: email });
    expect(found.Users?.[0]?.UserCreateDate).toBeInstanceOf(Date);
    await expect(
      sdk().send(new ListUsersCommand({ UserPoolId, Filter: 'custom:clinic_id = "CLN-001"' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
