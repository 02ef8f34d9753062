import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminListUserSessionsCommand,
  AdminRespondToAuthChallengeCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestCognitoOptions, TestCognito } from '../support/test-cognito.js';
import { startTestCognito } from '../support/test-cognito.js';
import { FakeClock } from '../../src/fake-clock.js';
import type { TriggerEvent } from '../../src/triggers/trigger-event.js';
import { adminSignIn, newUser, sdkFor, secretHash } from '../support/cognito-clients.js';

const password = 'Correct1horse';
const refuse = (): Promise<unknown> => Promise.reject(new Error('Not on Sundays'));

describe('triggers around a sign-in', () => {
  const events: TriggerEvent[] = [];
  const note = (event: TriggerEvent): Promise<unknown> => {
    events.push(event);
    return Promise.resolve(event);
  };
  let cognito: TestCognito;

  async function start(
    triggers: NonNullable<TestCognitoOptions['triggers']>,
    options: TestCognitoOptions = {},
  ): Promise<void> {
    const web = { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] } as const;
    cognito = await startTestCognito({ triggers, clients: { web }, ...options });
  }

  afterEach(async () => {
    events.length = 0;
    await cognito.stop();
  });

  const signIn = (USERNAME: string, PASSWORD = password) =>
    sdkFor(cognito).send(
      new InitiateAuthCommand({
        ClientId: cognito.clients.web.id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD },
        ClientMetadata: { device: 'desk' },
      }),
    );

  test('PreAuthentication, PostAuthentication, PreTokenGeneration, in this order, each with its event (L1)', async () => {
    await start({ PreAuthentication: note, PostAuthentication: note, PreTokenGeneration: note });
    const { email, sub } = await newUser(cognito);
    events.length = 0;
    await signIn(email);
    const envelope = {
      region: 'us-east-1',
      userPoolId: cognito.userPoolId,
      userName: sub,
      callerContext: { awsSdkVersion: expect.any(String) as string, clientId: cognito.clients.web.id },
    };
    const userAttributes = { sub, 'cognito:user_status': 'CONFIRMED', email };
    expect(events).toEqual([
      {
        ...envelope,
        version: '1',
        triggerSource: 'PreAuthentication_Authentication',
        // API reference, InitiateAuth: its ClientMetadata goes to these triggers only, and as validationData
        request: { userAttributes, validationData: { device: 'desk' }, userNotFound: false },
        response: {},
      },
      {
        ...envelope,
        version: '1',
        triggerSource: 'PostAuthentication_Authentication',
        request: { userAttributes, newDeviceUsed: false },
        response: {},
      },
      {
        ...envelope,
        version: '2',
        triggerSource: 'TokenGeneration_Authentication',
        request: {
          userAttributes,
          groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
          scopes: ['aws.cognito.signin.user.admin'],
        },
        response: { claimsAndScopeOverrideDetails: null },
      },
    ]);
  });

  test('a wrong password and a refresh meet PreAuthentication only where AWS says', async () => {
    await start({ PreAuthentication: note, PostAuthentication: note });
    const { email } = await newUser(cognito);
    events.length = 0;
    await expect(signIn(email, 'Wrong1horse')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect(events.map(({ triggerSource }) => triggerSource)).toEqual(['PreAuthentication_Authentication']);

    const { clients, userPoolId: UserPoolId } = cognito;
    const server = { UserPoolId, ClientId: clients.server.id };
    const SECRET_HASH = secretHash(cognito, email);
    const { AuthenticationResult: tokens } = await sdkFor(cognito).send(
      new AdminInitiateAuthCommand({
        ...server,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH },
      }),
    );
    const userName = events[0]?.userName ?? '';
    events.length = 0;
    await sdkFor(cognito).send(
      new AdminInitiateAuthCommand({
        ...server,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: {
          REFRESH_TOKEN: tokens?.RefreshToken ?? '',
          SECRET_HASH: secretHash(cognito, userName),
        },
      }),
    );
    expect(events).toEqual([]);
  });

  test.each([
    ['ENABLED', 1],
    ['LEGACY', 0],
  ] as const)('a name that nobody has, with user existence errors %s', async (preventUserExistenceErrors, calls) => {
    const web = { explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'], preventUserExistenceErrors } as const;
    await start({ PreAuthentication: note }, { clients: { web } });
    await expect(signIn('nobody@sunrise-eye.com')).rejects.toThrow();
    expect(events).toHaveLength(calls);
    expect(events.map(({ userName, request }) => ({ userName, ...request }))).toEqual(
      Array.from({ length: calls }, () => ({
        userName: 'nobody@sunrise-eye.com',
        userAttributes: {},
        validationData: { device: 'desk' },
        userNotFound: true,
      })),
    );
  });

  test.each(['PreAuthentication', 'PostAuthentication', 'PreTokenGeneration'] as const)(
    'a refusal by %s: no tokens (L2), and no session either',
    async (name) => {
      let refusing = false;
      await start({ [name]: (event: TriggerEvent) => (refusing ? refuse() : note(event)) });
      const { email: Username } = await newUser(cognito);
      refusing = true;
      const message = `${name} failed with error Not on Sundays.`;
      await expect(signIn(Username)).rejects.toMatchObject({ name: 'UserLambdaValidationException', message });
      const { userPoolId: UserPoolId } = cognito;
      const { Sessions } = await sdkFor(cognito).send(new AdminListUserSessionsCommand({ UserPoolId, Username }));
      // the one in which newUser() had signed in
      expect(Sessions).toHaveLength(1);
    },
  );

  test('a first sign-in ends in TokenGeneration_NewPasswordChallenge, with the data of the answer (L6)', async () => {
    await start({ PostAuthentication: note, PreTokenGeneration: note });
    const { clients, userPoolId: UserPoolId } = cognito;
    const email = 'ivy@sunrise-eye.com';
    const invitation = { Username: email, TemporaryPassword: password, MessageAction: 'SUPPRESS' } as const;
    await sdkFor(cognito).send(new AdminCreateUserCommand({ UserPoolId, ...invitation }));
    const SECRET_HASH = secretHash(cognito, email);
    const { Session } = await sdkFor(cognito).send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId: clients.server.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH },
      }),
    );
    expect(events).toEqual([]);
    await sdkFor(cognito).send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId,
        ClientId: clients.server.id,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeResponses: { USERNAME: email, NEW_PASSWORD: 'Another1horse', SECRET_HASH },
        Session,
        ClientMetadata: { step: 'two' },
      }),
    );
    expect(events).toMatchObject([
      { triggerSource: 'PostAuthentication_Authentication', request: { clientMetadata: { step: 'two' } } },
      { triggerSource: 'TokenGeneration_NewPasswordChallenge', request: { clientMetadata: { step: 'two' } } },
    ]);
  });

  test('a silent function: three attempts of five seconds, then UnexpectedLambdaException (L1)', async () => {
    const clock = new FakeClock();
    let waiting: (() => void) | undefined;
    let attempts = 0;
    const silent = (): Promise<unknown> => {
      attempts += 1;
      waiting?.();
      return new Promise(() => undefined);
    };
    let slow = false;
    await start({ PreAuthentication: (event) => (slow ? silent() : note(event)) }, { clock });
    const { email } = await newUser(cognito);
    slow = true;
    let called = new Promise<void>((resolve) => (waiting = resolve));
    const outcome = expect(adminSignIn(cognito, email)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreAuthentication invocation failed due to error Socket timeout while invoking Lambda function.',
    });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await called;
      expect(attempts).toBe(attempt);
      called = new Promise<void>((resolve) => (waiting = resolve));
      clock.advance({ seconds: 5 });
    }
    await outcome;
    expect(attempts).toBe(3);
  });
});
