import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestCognito } from '../support/test-cognito.js';
import { startTestCognito } from '../support/test-cognito.js';
import type { TriggerEvent } from '../../src/triggers/trigger-event.js';
import { messagesTo, newUser, sdkFor } from '../support/cognito-clients.js';

const Username = 'ann@sunrise-eye.com';
const Password = 'Correct1horse';
const ClientMetadata = { language: 'en' };

describe('CustomMessage', () => {
  const events: TriggerEvent[] = [];
  let response: Record<string, unknown> | Error;
  let cognito: TestCognito;

  beforeEach(async () => {
    events.length = 0;
    response = {};
    cognito = await startTestCognito({
      triggers: {
        CustomMessage: (event) => {
          events.push(event);
          return response instanceof Error ? Promise.reject(response) : Promise.resolve({ ...event, response });
        },
      },
    });
  });

  afterEach(() => cognito.stop());

  const signUp = () =>
    sdkFor(cognito).send(new SignUpCommand({ ClientId: cognito.clients.web.id, Username, Password, ClientMetadata }));
  const newest = async (address = Username) => (await messagesTo(cognito, address))[0];

  test('gets the event of L1 and L9, and words the message around the code', async () => {
    response = { emailSubject: 'Welcome', emailMessage: 'Enter {####} ({####})', smsMessage: null };
    const { UserSub } = await signUp();
    expect(events).toEqual([
      {
        version: '1',
        region: 'us-east-1',
        userPoolId: cognito.userPoolId,
        userName: UserSub,
        callerContext: { awsSdkVersion: expect.any(String) as string, clientId: cognito.clients.web.id },
        triggerSource: 'CustomMessage_SignUp',
        request: {
          userAttributes: {
            sub: UserSub,
            'cognito:user_status': 'UNCONFIRMED',
            email: Username,
            email_verified: 'false',
          },
          codeParameter: '{####}',
          linkParameter: '{##Click Here##}',
          usernameParameter: null,
          clientMetadata: ClientMetadata,
        },
        response: { smsMessage: null, emailMessage: null, emailSubject: null },
      },
    ]);
    const message = await newest();
    expect(message).toMatchObject({ subject: 'Welcome', body: `Enter ${message?.code} (${message?.code})` });
  });

  test('a body without the code is Cognito’s own, under the trigger’s subject (L9)', async () => {
    response = { emailSubject: 'Welcome', emailMessage: 'Hello!' };
    await signUp();
    const message = await newest();
    expect(message).toMatchObject({ subject: 'Welcome', body: `Your confirmation code is ${message?.code}` });
  });

  test('a refusal is told (L2), and a body that is too long is none (L9); the user is there all the same', async () => {
    response = new Error('No mail today');
    await expect(signUp()).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'CustomMessage failed with error No mail today.',
    });
    response = { emailMessage: `{####}${'x'.repeat(20_000)}` };
    const again = new ResendConfirmationCodeCommand({ ClientId: cognito.clients.web.id, Username });
    await expect(sdkFor(cognito).send(again)).rejects.toMatchObject({ name: 'InvalidLambdaResponseException' });
    expect(await newest()).toBeUndefined();
    const { userPoolId: UserPoolId } = cognito;
    expect(await sdkFor(cognito).send(new AdminGetUserCommand({ UserPoolId, Username }))).toMatchObject({
      UserStatus: 'UNCONFIRMED',
    });
  });

  test('an invitation has both placeholders, and the password in the message is the password', async () => {
    response = { emailMessage: 'You are {username}, your password is {####}' };
    await sdkFor(cognito).send(
      new AdminCreateUserCommand({
        UserPoolId: cognito.userPoolId,
        Username,
        TemporaryPassword: 'Tempor4ry$&x',
        DesiredDeliveryMediums: ['EMAIL'],
        ClientMetadata,
      }),
    );
    expect(await newest()).toMatchObject({ body: `You are ${Username}, your password is Tempor4ry$&x` });
    expect(events).toMatchObject([
      {
        triggerSource: 'CustomMessage_AdminCreateUser',
        callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
        request: { usernameParameter: '{username}', clientMetadata: ClientMetadata },
      },
    ]);
  });

  test('every request that sends a message has its source', async () => {
    const { userPoolId: UserPoolId, clients } = cognito;
    const sdk = sdkFor(cognito);
    await signUp();
    await sdk.send(new ResendConfirmationCodeCommand({ ClientId: clients.web.id, Username, ClientMetadata }));
    const ConfirmationCode = (await newest())?.code;
    await sdk.send(new ConfirmSignUpCommand({ ClientId: clients.web.id, Username, ConfirmationCode }));
    await sdk.send(new ForgotPasswordCommand({ ClientId: clients.web.id, Username, ClientMetadata }));
    await sdk.send(new AdminResetUserPasswordCommand({ UserPoolId, Username, ClientMetadata }));

    const { accessToken: AccessToken, email } = await newUser(cognito);
    const UserAttributes = [{ Name: 'email', Value: 'new@sunrise-eye.com' }];
    await sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes, ClientMetadata }));
    const AttributeName = 'email';
    await sdk.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName, ClientMetadata }));
    await sdk.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username: email,
        UserAttributes: [{ Name: 'email', Value: 'newer@sunrise-eye.com' }],
        ClientMetadata,
      }),
    );
    const { web, server } = clients;
    const admin = { id: 'CLIENT_ID_NOT_APPLICABLE' };
    expect(
      events.map(({ triggerSource, callerContext, request }) => ({
        triggerSource,
        clientId: callerContext.clientId,
        clientMetadata: request['clientMetadata'],
      })),
    ).toEqual(
      (
        [
          ['SignUp', web],
          ['ResendCode', web],
          ['ForgotPassword', web],
          ['ForgotPassword', admin],
          ['UpdateUserAttribute', server],
          ['VerifyUserAttribute', server],
          ['UpdateUserAttribute', admin],
        ] as const
      ).map(([source, { id }]) => ({
        triggerSource: `CustomMessage_${source}`,
        clientId: id,
        clientMetadata: ClientMetadata,
      })),
    );
  });
});
