import { SignUpCommand, UpdateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { startTestCognito } from '../support/test-cognito.js';
import { newAddress, newUser } from '../support/cognito-clients.js';
import { describeWith } from '../support/cognito-under-test.js';
import type { TestFunction } from '../support/function-server.js';
import { functionArn, FunctionServer } from '../support/function-server.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

const confirming: TestFunction = (event) => ({ ...event, response: { autoConfirmUser: true } });

describeWith('functions')('triggers as Lambda functions, run by the Invoke API', () => {
  let pool: TestPool;
  let preSignUp: TestFunction;

  beforeAll(async () => {
    pool = await startTestPool({
      functions: { PreSignUp: (event) => preSignUp(event), PreAuthentication: confirming },
    });
  });
  afterAll(() => pool.stop());
  beforeEach(() => {
    pool.functionCalls.length = 0;
  });

  const signUp = (Username = newAddress()) =>
    pool.sdk.send(new SignUpCommand({ ClientId: pool.clients.web.id, Username, Password: 'Correct1horse!' }));
  const update = (PreSignUp?: string) =>
    pool.sdk.send(
      new UpdateUserPoolCommand({
        UserPoolId: pool.userPoolId,
        ...(PreSignUp !== undefined && { LambdaConfig: { PreSignUp } }),
      }),
    );

  test('a pool made by CreateUserPool runs its LambdaConfig, its flags and its refusals (L1 to L3)', async () => {
    preSignUp = confirming;
    expect(await signUp()).toMatchObject({ UserConfirmed: true });
    preSignUp = () => new Error('Please use your clinic address');
    await expect(signUp('eve@elsewhere.com')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error Please use your clinic address.',
    });
    expect(pool.functionCalls).toHaveLength(2);
  });

  test('a function that answers with no event, or is not there', async () => {
    preSignUp = () => ({ statusCode: 200, body: 'Hello from Lambda!' });
    await expect(signUp()).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
      message: 'Unrecognizable lambda output',
    });
    await update(functionArn('nowhere'));
    await expect(signUp()).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error ResourceNotFoundException.',
    });
  });

  test('UpdateUserPool changes the functions at once; without LambdaConfig there are none', async () => {
    await update(functionArn('PreAuthentication'));
    expect(await signUp()).toMatchObject({ UserConfirmed: true });
    await update();
    expect(await signUp()).toMatchObject({ UserConfirmed: false });
    await expect(update('gate')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(pool.functionCalls).toHaveLength(1);
  });
});

test('a pool given when an emulator starts names its functions in lambdaConfig', async () => {
  const functions = await FunctionServer.start({ after: (event) => event });
  const cognito = await startTestCognito({
    lambdaEndpoint: functions.endpoint,
    pool: { lambdaConfig: { PostAuthentication: functionArn('after') } },
  });
  await newUser(cognito);
  await cognito.stop();
  await functions.stop();
  expect(functions.calls).toMatchObject([
    {
      path: '/2015-03-31/functions/after/invocations',
      event: { triggerSource: 'PostAuthentication_Authentication', userPoolId: cognito.userPoolId },
    },
  ]);
});
