import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  ConfirmSignUpCommand,
  ListUsersCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import type { TestCognitoOptions, TestCognito } from '../support/test-cognito.js';
import { startTestCognito } from '../support/test-cognito.js';
import type { TriggerEvent } from '../../src/triggers/trigger-event.js';
import { messagesTo, newUser, sdkFor, secretHash } from '../support/cognito-clients.js';

const password = 'Correct1horse';

describe('triggers, given as functions', () => {
  const events: TriggerEvent[] = [];
  const running: TestCognito[] = [];
  let cognito: TestCognito;

  afterEach(async () => {
    events.length = 0;
    await Promise.all(running.splice(0).map((started) => started.stop()));
  });

  async function start(options: TestCognitoOptions): Promise<void> {
    cognito = await startTestCognito(options);
    running.push(cognito);
  }

  const signUp = (Username: string) =>
    sdkFor(cognito).send(
      new SignUpCommand({
        ClientId: cognito.clients.web.id,
        Username,
        Password: password,
        ClientMetadata: { campaign: 'spring' },
        ValidationData: [{ Name: 'invite', Value: '42' }],
      }),
    );

  async function tokensOf(email: string) {
    const { AuthenticationResult: result } = await sdkFor(cognito).send(
      new AdminInitiateAuthCommand({
        UserPoolId: cognito.userPoolId,
        ClientId: cognito.clients.server.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: secretHash(cognito, email) },
      }),
    );
    return { access: decodeJwt(result?.AccessToken ?? ''), id: decodeJwt(result?.IdToken ?? '') };
  }

  test('PreSignUp sees the event of L1 and L3 and refuses in its own words (L2), leaving nobody behind', async () => {
    await start({
      triggers: {
        PreSignUp: (event) => {
          events.push(event);
          return Promise.reject(new Error('Please use your clinic address'));
        },
      },
    });
    await expect(signUp('eve@elsewhere.com')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error Please use your clinic address.',
    });
    const { userPoolId: UserPoolId, clients } = cognito;
    expect(events).toEqual([
      {
        version: '1',
        region: 'us-east-1',
        userPoolId: UserPoolId,
        userName: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        callerContext: { awsSdkVersion: expect.any(String) as string, clientId: clients.web.id },
        triggerSource: 'PreSignUp_SignUp',
        request: {
          userAttributes: { email: 'eve@elsewhere.com' },
          validationData: { invite: '42' },
          clientMetadata: { campaign: 'spring' },
        },
        response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
      },
    ]);
    await expect(
      sdkFor(cognito).send(new AdminCreateUserCommand({ UserPoolId, Username: 'eve@elsewhere.com' })),
    ).rejects.toMatchObject({ name: 'UserLambdaValidationException' });
    expect(events[1]).toMatchObject({
      triggerSource: 'PreSignUp_AdminCreateUser',
      callerContext: { clientId: 'CLIENT_ID_NOT_APPLICABLE' },
    });
    expect((await sdkFor(cognito).send(new ListUsersCommand({ UserPoolId }))).Users).toEqual([]);
  });

  test('PostConfirmation comes after ConfirmSignUp and auto-confirmation, never after AdminCreateUser (L5)', async () => {
    let autoConfirmUser = false;
    await start({
      triggers: {
        PreSignUp: (event) => Promise.resolve({ ...event, response: { autoConfirmUser, autoVerifyEmail: true } }),
        PostConfirmation: (event) => {
          events.push(event);
          return Promise.resolve(event);
        },
      },
    });
    const { UserSub } = await signUp('ann@sunrise-eye.com');
    const [message] = await messagesTo(cognito, 'ann@sunrise-eye.com');
    expect(events).toEqual([]);
    await sdkFor(cognito).send(
      new ConfirmSignUpCommand({
        ClientId: cognito.clients.web.id,
        Username: 'ann@sunrise-eye.com',
        ConfirmationCode: message?.code,
      }),
    );
    autoConfirmUser = true;
    expect(await signUp('bob@sunrise-eye.com')).toMatchObject({ UserConfirmed: true });
    await newUser(cognito);
    expect(events).toMatchObject([
      {
        triggerSource: 'PostConfirmation_ConfirmSignUp',
        userName: UserSub,
        request: {
          userAttributes: {
            sub: UserSub,
            'cognito:user_status': 'CONFIRMED',
            email: 'ann@sunrise-eye.com',
            email_verified: 'true',
          },
        },
      },
      {
        triggerSource: 'PostConfirmation_ConfirmSignUp',
        request: { userAttributes: { email: 'bob@sunrise-eye.com' } },
      },
    ]);
  });

  test('PreTokenGeneration V2 changes both tokens, and protected claims in neither (L6 to L8)', async () => {
    await start({
      triggers: {
        PreTokenGeneration: (event) => {
          events.push(event);
          const claims = { 'custom:features': ['a', 'b'], limit: 3, sub: 'forged', iss: 'forged', client_id: 'forged' };
          return Promise.resolve({
            ...event,
            response: {
              claimsAndScopeOverrideDetails: {
                idTokenGeneration: {
                  claimsToAddOrOverride: { ...claims, gone: 1 },
                  claimsToSuppress: ['email', 'gone', 'aud'],
                },
                accessTokenGeneration: {
                  claimsToAddOrOverride: claims,
                  scopesToAdd: ['clinic/read'],
                  scopesToSuppress: ['aws.cognito.signin.user.admin'],
                },
                groupOverrideDetails: { groupsToOverride: ['billing'] },
              },
            },
          });
        },
      },
    });
    const { email, sub } = await newUser(cognito);
    await sdkFor(cognito).send(
      new AdminAddUserToGroupCommand({ UserPoolId: cognito.userPoolId, Username: email, GroupName: 'admin' }),
    );
    const { access, id } = await tokensOf(email);
    const added = { 'custom:features': ['a', 'b'], limit: 3, 'cognito:groups': ['billing'], sub, iss: cognito.issuer };
    expect(access).toMatchObject({ ...added, scope: 'clinic/read', client_id: cognito.clients.server.id });
    expect(id).toMatchObject({ ...added, aud: cognito.clients.server.id });
    expect(id).not.toHaveProperty('email');
    expect(id).not.toHaveProperty('gone');
    expect(events.at(-1)).toMatchObject({
      version: '2',
      triggerSource: 'TokenGeneration_Authentication',
      request: {
        scopes: ['aws.cognito.signin.user.admin'],
        groupConfiguration: { groupsToOverride: ['admin'], iamRolesToOverride: [], preferredRole: null },
      },
    });
  });

  test('PreTokenGeneration V1 reaches the ID token only, but for groups (L6, L7)', async () => {
    await start({
      pool: { preTokenGenerationVersion: 'V1_0' },
      triggers: {
        PreTokenGeneration: (event) =>
          Promise.resolve({
            ...event,
            response: {
              claimsOverrideDetails: {
                claimsToAddOrOverride: { 'custom:subscription': 'free' },
                groupOverrideDetails: { groupsToOverride: ['billing'] },
              },
            },
          }),
      },
    });
    const { email } = await newUser(cognito);
    const { access, id } = await tokensOf(email);
    expect(id).toMatchObject({ 'custom:subscription': 'free', 'cognito:groups': ['billing'] });
    expect(access).toMatchObject({ 'cognito:groups': ['billing'] });
    expect(access).not.toHaveProperty('custom:subscription');
  });

  test.each([[undefined], ['text'], [{}], [{ response: { claimsAndScopeOverrideDetails: { idTokenGeneration: 5 } } }]])(
    'an answer that is no event issues no tokens: %j',
    async (answer) => {
      await start({ triggers: { PreTokenGeneration: () => Promise.resolve(answer) } });
      await expect(newUser(cognito)).rejects.toMatchObject({ name: 'InvalidLambdaResponseException' });
    },
  );
});
