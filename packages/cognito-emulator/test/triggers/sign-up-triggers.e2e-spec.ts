import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  ListUsersCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestCognito } from '../support/test-cognito.js';
import { startTestCognito } from '../support/test-cognito.js';
import type { TriggerEvent, TriggerHandlers } from '../../src/triggers/trigger-event.js';
import { messagesTo, newUser, sdkFor } from '../support/cognito-clients.js';

const Username = 'pat@sunrise-eye.com';
const Password = 'Correct1horse';
const ClientMetadata = { campaign: 'spring' };

describe('triggers around a sign-up', () => {
  const events: TriggerEvent[] = [];
  let refusing: boolean;
  let cognito: TestCognito;
  const PostConfirmation = (event: TriggerEvent): Promise<unknown> => {
    events.push(event);
    return refusing ? Promise.reject(new Error('No table')) : Promise.resolve(event);
  };
  const refusal = {
    name: 'UserLambdaValidationException',
    message: 'PostConfirmation failed with error No table.',
  };

  async function start(triggers: TriggerHandlers): Promise<void> {
    events.length = 0;
    refusing = false;
    cognito = await startTestCognito({ triggers });
  }

  afterEach(() => cognito.stop());

  const signUp = (UserAttributes: { Name: string; Value: string }[] = []) =>
    sdkFor(cognito).send(
      new SignUpCommand({ ClientId: cognito.clients.web.id, Username, Password, UserAttributes, ClientMetadata }),
    );
  const newestCode = async (address: string) => (await messagesTo(cognito, address))[0]?.code;

  test('PreSignUp verifies addresses and telephone numbers of sign-ups, not of invitations (L3)', async () => {
    const response = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true };
    await start({ PreSignUp: (event) => Promise.resolve({ ...event, response }) });
    const { userPoolId: UserPoolId } = cognito;
    const UserAttributes = [{ Name: 'phone_number', Value: '+15555550100' }];
    await signUp(UserAttributes);
    await sdkFor(cognito).send(
      new AdminCreateUserCommand({ UserPoolId, Username: 'ivy@sunrise-eye.com', UserAttributes }),
    );
    const { Users = [] } = await sdkFor(cognito).send(new ListUsersCommand({ UserPoolId }));
    const outcome = Users.map(({ UserStatus, Attributes = [] }) => [
      UserStatus,
      ...Attributes.filter(({ Name = '' }) => Name.endsWith('_verified')).map(({ Name, Value }) => `${Name}: ${Value}`),
    ]);
    expect(outcome).toEqual([
      ['CONFIRMED', 'email_verified: true', 'phone_number_verified: true'],
      ['FORCE_CHANGE_PASSWORD'],
    ]);
  });

  test('PostConfirmation comes after ConfirmForgotPassword too, with its own source (L5)', async () => {
    await start({ PostConfirmation });
    const { email, sub } = await newUser(cognito);
    await verifyAddress(email);
    const ClientId = cognito.clients.web.id;
    await sdkFor(cognito).send(new ForgotPasswordCommand({ ClientId, Username: email }));
    await sdkFor(cognito).send(
      new ConfirmForgotPasswordCommand({
        ClientId,
        Username: email,
        ConfirmationCode: await newestCode(email),
        Password: 'Another1horse',
        ClientMetadata,
      }),
    );
    expect(events).toEqual([
      {
        version: '1',
        region: 'us-east-1',
        userPoolId: cognito.userPoolId,
        userName: sub,
        callerContext: { awsSdkVersion: expect.any(String) as string, clientId: ClientId },
        triggerSource: 'PostConfirmation_ConfirmForgotPassword',
        request: {
          userAttributes: { sub, 'cognito:user_status': 'CONFIRMED', email, email_verified: 'true' },
          clientMetadata: ClientMetadata,
        },
        response: {},
      },
    ]);
  });

  async function verifyAddress(email: string): Promise<void> {
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    const { userPoolId: UserPoolId } = cognito;
    await sdkFor(cognito).send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: email, UserAttributes }));
  }

  test('a PostConfirmation that fails fails the call, and the user is confirmed all the same', async () => {
    await start({ PostConfirmation });
    const { userPoolId: UserPoolId, clients } = cognito;
    const sdk = sdkFor(cognito);
    await signUp();
    refusing = true;
    const confirmation = { ClientId: clients.web.id, Username, ConfirmationCode: await newestCode(Username) };
    await expect(sdk.send(new ConfirmSignUpCommand(confirmation))).rejects.toMatchObject(refusal);
    const user = await sdk.send(new AdminGetUserCommand({ UserPoolId, Username }));
    expect(user).toMatchObject({ UserStatus: 'CONFIRMED' });
    // so that it cannot be run again by trying again
    await expect(sdk.send(new ConfirmSignUpCommand(confirmation))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    expect(events).toHaveLength(1);
  });

  test('AdminConfirmSignUp runs PostConfirmation, for no client (L5)', async () => {
    await start({ PostConfirmation });
    const { userPoolId: UserPoolId } = cognito;
    await signUp();
    await sdkFor(cognito).send(new AdminConfirmSignUpCommand({ UserPoolId, Username, ClientMetadata }));
    expect(events).toMatchObject([
      {
        triggerSource: 'PostConfirmation_ConfirmSignUp',
        callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
        request: { clientMetadata: ClientMetadata },
      },
    ]);
  });
});
