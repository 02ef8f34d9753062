import {
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestCognito } from '../support/test-cognito.js';
import { startTestCognito } from '../support/test-cognito.js';
import type { TriggerEvent } from '../../src/triggers/trigger-event.js';
import { messagesTo, sdkFor } from '../support/cognito-clients.js';

const email = 'ann@sunrise-eye.com';
// weaker than the policy of the pool: AWS does not enforce it on passwords that come from elsewhere
const password = 'weak';
const ClientMetadata = { from: 'old portal' };

describe('UserMigration (L9)', () => {
  const events: TriggerEvent[] = [];
  let response: Record<string, unknown> | Error;
  let cognito: TestCognito;

  async function start(
    preventUserExistenceErrors: 'ENABLED' | 'LEGACY' = 'LEGACY',
    wait: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    events.length = 0;
    cognito = await startTestCognito({
      clients: { web: { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'], preventUserExistenceErrors } },
      triggers: {
        UserMigration: async (event) => {
          events.push(event);
          await wait();
          if (response instanceof Error) throw response;
          return { ...event, response };
        },
      },
    });
  }

  afterEach(() => cognito.stop());

  const signIn = (PASSWORD = password) =>
    sdkFor(cognito).send(
      new InitiateAuthCommand({
        ClientId: cognito.clients.web.id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD },
        ClientMetadata,
      }),
    );
  const forgotPassword = () =>
    sdkFor(cognito).send(
      new ForgotPasswordCommand({ ClientId: cognito.clients.web.id, Username: email, ClientMetadata }),
    );
  const users = async () =>
    (await sdkFor(cognito).send(new ListUsersCommand({ UserPoolId: cognito.userPoolId }))).Users;

  test('at sign-in: the event has the password, the user keeps it, and the function is asked once', async () => {
    await start();
    response = {
      userAttributes: { username: email, email, email_verified: 'true', name: 'Ann' },
      finalUserStatus: 'CONFIRMED',
      messageAction: 'SUPPRESS',
    };
    expect((await signIn()).AuthenticationResult?.IdToken).toBeDefined();
    await signIn();
    expect(events).toEqual([
      {
        version: '1',
        region: 'us-east-1',
        userPoolId: cognito.userPoolId,
        userName: email,
        callerContext: { awsSdkVersion: expect.any(String) as string, clientId: cognito.clients.web.id },
        triggerSource: 'UserMigration_Authentication',
        // API reference, InitiateAuth: its ClientMetadata arrives as validationData
        request: { password, validationData: ClientMetadata },
        response: {
          userAttributes: null,
          forceAliasCreation: null,
          enableSMSMFA: null,
          finalUserStatus: null,
          messageAction: null,
          desiredDeliveryMediums: null,
        },
      },
    ]);
    const { userPoolId: UserPoolId } = cognito;
    const user = await sdkFor(cognito).send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    expect(user).toMatchObject({
      UserStatus: 'CONFIRMED',
      Username: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect(await messagesTo(cognito, email)).toEqual([]);
    await expect(signIn('wrong')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  test('sign-ins that ask at the same time make one user', async () => {
    response = { userAttributes: { email }, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS' };
    let asked: (() => void) | undefined;
    const allAsked = new Promise<void>((resolve) => (asked = resolve));
    await start('LEGACY', async () => {
      if (events.length === 3) asked?.();
      await allAsked;
    });
    await Promise.all([signIn(), signIn(), signIn()]);
    expect(await users()).toHaveLength(1);
  });

  test('without a final status a password has to be set anew; a welcome goes out unless suppressed', async () => {
    await start();
    response = { userAttributes: { email, email_verified: 'true' }, desiredDeliveryMediums: ['EMAIL'] };
    await expect(signIn()).rejects.toMatchObject({ name: 'PasswordResetRequiredException' });
    expect(await messagesTo(cognito, email)).toMatchObject([{ subject: 'Your temporary password' }]);
  });

  test('at a forgotten password: no password in the event, and a code goes out', async () => {
    await start('ENABLED');
    response = { userAttributes: { email, email_verified: 'true' }, messageAction: 'SUPPRESS' };
    expect(await forgotPassword()).toMatchObject({ CodeDeliveryDetails: { AttributeName: 'email' } });
    expect(events).toMatchObject([
      {
        triggerSource: 'UserMigration_ForgotPassword',
        request: { validationData: null, clientMetadata: ClientMetadata },
      },
    ]);
    expect(events[0]?.request).not.toHaveProperty('password');
    const [message] = await messagesTo(cognito, email);
    await sdkFor(cognito).send(
      new ConfirmForgotPasswordCommand({
        ClientId: cognito.clients.web.id,
        Username: email,
        ConfirmationCode: message?.code,
        Password: 'Correct1horse',
      }),
    );
    expect((await signIn('Correct1horse')).AuthenticationResult).toBeDefined();
  });

  test('a refusal is told (L2), and counts as a wrong password', async () => {
    await start();
    response = new Error('Bad password');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(signIn()).rejects.toMatchObject({
        name: 'UserLambdaValidationException',
        message: 'UserMigration failed with error Bad password.',
      });
    }
    await expect(signIn()).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Password attempts exceeded',
    });
    expect(events).toHaveLength(5);
    expect(await users()).toEqual([]);
  });

  test.each([
    ['nobody', {}],
    ['somebody else', { userAttributes: { email: 'bob@sunrise-eye.com' } }],
    ['an attribute that the pool does not have', { userAttributes: { email, 'custom:shoe': '42' } }],
    ['a status that there is not', { userAttributes: { email }, finalUserStatus: 'ADMIN' }],
  ])('an answer with %s makes no user', async (_whom, answer) => {
    await start();
    response = answer;
    const name = 'UserNotFoundException';
    const message = `Exception migrating user in app client ${cognito.clients.web.id}`;
    await expect(signIn()).rejects.toMatchObject({ name, message });
    await expect(forgotPassword()).rejects.toMatchObject({ name, message });
    expect(await users()).toEqual([]);
  });

  test('a client that hides who has an account is told what it is told of any unknown name', async () => {
    await start('ENABLED');
    response = {};
    await expect(signIn()).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    expect(await forgotPassword()).toMatchObject({ CodeDeliveryDetails: { Destination: 'a***@s***' } });
    expect(await messagesTo(cognito, email)).toEqual([]);
  });
});
