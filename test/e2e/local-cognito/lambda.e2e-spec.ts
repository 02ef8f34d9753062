import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { EmbeddedCognito } from '../../../local/cognito/cognito.js';
import { startCognito } from '../../../local/cognito/cognito.js';
import type { TriggerEvent } from '../../../local/cognito/triggers/trigger-event.js';
import { newUser, sdkFor } from '../../support/cognito-clients.js';

const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

describe('triggers as Lambda functions, run by the Invoke API', () => {
  const calls: { path: string | undefined; event: TriggerEvent }[] = [];
  let functions: Record<string, (event: TriggerEvent) => unknown> = {};
  let lambda: Server;
  let cognito: EmbeddedCognito;

  beforeAll(async () => {
    lambda = createServer((request, response) => {
      void (async () => {
        const event = (await json(request)) as TriggerEvent;
        calls.push({ path: request.url, event });
        const run = functions[request.url?.split('/')[3] ?? ''];
        if (run === undefined) {
          response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' }).end('{}');
          return;
        }
        const answer = run(event);
        if (answer instanceof Error) response.setHeader('x-amz-function-error', 'Unhandled');
        response.end(JSON.stringify(answer instanceof Error ? { errorMessage: answer.message } : answer));
      })();
    });
    await once(lambda.listen(0, '127.0.0.1'), 'listening');
  });

  afterAll(async () => {
    lambda.closeAllConnections();
    await once(lambda.close(), 'close');
  });

  beforeEach(async () => {
    calls.length = 0;
    functions = {};
    cognito = await startCognito({
      lambdaEndpoint: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
      pool: { lambdaConfig: { PostAuthentication: arnOf('post-authentication') } },
    });
  });

  afterEach(() => cognito.stop());

  /** A pool made by the API, with a PreSignUp function, and a way to sign up to it. */
  async function poolOf(name: string) {
    const { UserPool } = await sdkFor(cognito).send(
      new CreateUserPoolCommand({
        PoolName: 'other',
        UsernameAttributes: ['email'],
        LambdaConfig: { PreSignUp: arnOf(name) },
      }),
    );
    const UserPoolId = UserPool?.Id ?? '';
    const { UserPoolClient } = await sdkFor(cognito).send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'app' }),
    );
    const signUp = (Username: string) =>
      sdkFor(cognito).send(
        new SignUpCommand({ ClientId: UserPoolClient?.ClientId, Username, Password: 'Correct1horse!' }),
      );
    return { UserPoolId, signUp };
  }

  test('a pool given at the start names its functions in lambdaConfig', async () => {
    functions = { 'post-authentication': (event) => event };
    await newUser(cognito);
    expect(calls).toMatchObject([
      {
        path: '/2015-03-31/functions/post-authentication/invocations',
        event: { triggerSource: 'PostAuthentication_Authentication', userPoolId: cognito.userPoolId },
      },
    ]);
  });

  test('a pool made by CreateUserPool runs its LambdaConfig, its flags and its refusals (L1 to L3)', async () => {
    const { signUp } = await poolOf('gate');
    functions = { gate: (event) => ({ ...event, response: { autoConfirmUser: true } }) };
    expect(await signUp('ann@sunrise-eye.com')).toMatchObject({ UserConfirmed: true });
    functions = { gate: () => new Error('Please use your clinic address') };
    await expect(signUp('eve@elsewhere.com')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error Please use your clinic address.',
    });
    expect(calls).toHaveLength(2);
  });

  test('a function that is not there, or answers with no event', async () => {
    const { signUp } = await poolOf('gate');
    await expect(signUp('ann@sunrise-eye.com')).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation failed due to error ResourceNotFoundException.',
    });
    functions = { gate: () => ({ statusCode: 200, body: 'Hello from Lambda!' }) };
    await expect(signUp('ann@sunrise-eye.com')).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
      message: 'Unrecognizable lambda output',
    });
  });

  test('UpdateUserPool changes the functions at once; without LambdaConfig there are none', async () => {
    const { UserPoolId, signUp } = await poolOf('gate');
    functions = { other: (event) => ({ ...event, response: { autoConfirmUser: true } }) };
    const update = (LambdaConfig?: { PreSignUp: string }) =>
      sdkFor(cognito).send(new UpdateUserPoolCommand({ UserPoolId, ...(LambdaConfig && { LambdaConfig }) }));
    await update({ PreSignUp: arnOf('other') });
    expect(await signUp('ann@sunrise-eye.com')).toMatchObject({ UserConfirmed: true });
    await update();
    expect(await signUp('bob@sunrise-eye.com')).toMatchObject({ UserConfirmed: false });
    await expect(update({ PreSignUp: 'gate' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    expect(calls).toHaveLength(1);
  });
});
