import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeUserPoolCommand,
  type LambdaConfigType,
  ListUserPoolsCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import type { TestCognitoOptions, TestCognito } from '../support/test-cognito.js';
import { startTestCognito } from '../support/test-cognito.js';
import { isFunctionArn } from '../../src/triggers/lambda-function.js';
import { newUser, sdkFor } from '../support/cognito-clients.js';

const lambdaArn = 'arn:aws:lambda:us-east-1:000000000000:function:post-authentication';
const addClaim: NonNullable<TestCognitoOptions['triggers']>['PreTokenGeneration'] = (event) => {
  const claimsAndScopeOverrideDetails = {
    accessTokenGeneration: { claimsToAddOrOverride: { event_version: event.version } },
  };
  return Promise.resolve({ ...event, response: { claimsAndScopeOverrideDetails } });
};

describe('functions given at the start, as the API tells them', () => {
  let cognito: TestCognito;

  async function start(options: TestCognitoOptions): Promise<void> {
    cognito = await startTestCognito(options);
  }

  afterEach(() => cognito.stop());

  const told = async () =>
    (await sdkFor(cognito).send(new DescribeUserPoolCommand({ UserPoolId: cognito.userPoolId }))).UserPool
      ?.LambdaConfig;

  const update = (LambdaConfig: LambdaConfigType | undefined) =>
    sdkFor(cognito).send(
      new UpdateUserPoolCommand({ UserPoolId: cognito.userPoolId, ...(LambdaConfig && { LambdaConfig }) }),
    );

  const versionInToken = async () => decodeJwt((await newUser(cognito, 'Correct1horse!')).accessToken)['event_version'];

  test('each stands in LambdaConfig under an ARN, the token trigger with the version of its event', async () => {
    await start({ triggers: { PreSignUp: (event) => Promise.resolve(event), PreTokenGeneration: addClaim } });
    const { PreSignUp, PreTokenGenerationConfig, ...others } = (await told()) ?? {};
    expect(isFunctionArn(PreSignUp ?? '')).toBe(true);
    expect(PreTokenGenerationConfig).toMatchObject({ LambdaVersion: 'V2_0' });
    expect(isFunctionArn(PreTokenGenerationConfig?.LambdaArn ?? '')).toBe(true);
    expect(others).toEqual({});
    const { UserPools } = await sdkFor(cognito).send(new ListUserPoolsCommand({ MaxResults: 1 }));
    expect(UserPools?.[0]?.LambdaConfig).toEqual(await told());
  });

  test('a pool without any has an empty one', async () => {
    await start({});
    expect(await told()).toEqual({});
  });

  test('what is told can be sent back, beside a Lambda function: the same is told again, and the functions run', async () => {
    await start({ triggers: { PreTokenGeneration: addClaim } });
    const before = await told();
    await update({ ...before, CustomMessage: lambdaArn });
    expect(await told()).toEqual({ ...before, CustomMessage: lambdaArn });
    expect(await versionInToken()).toBe('2');
  });

  test('at a start without the functions there are none, whatever was sent back before', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'told-'));
    await start({ directory, triggers: { PreTokenGeneration: addClaim } });
    await update(await told());
    await cognito.stop();
    await start({ directory });
    expect(await told()).toEqual({});
    expect(await versionInToken()).toBeUndefined();
    rmSync(directory, { recursive: true });
  });

  test('the version of the event follows what is sent back; without any it is V1_0', async () => {
    await start({ triggers: { PreTokenGeneration: addClaim } });
    const { PreTokenGenerationConfig } = (await told()) ?? {};
    const LambdaArn = PreTokenGenerationConfig?.LambdaArn;
    await update({ PreTokenGenerationConfig: { LambdaVersion: 'V3_0', LambdaArn } });
    expect(await told()).toEqual({ PreTokenGenerationConfig: { LambdaVersion: 'V3_0', LambdaArn } });
    expect(await versionInToken()).toBe('3');
    await update(undefined);
    expect(await told()).toEqual({ PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn } });
  });

  test('a Lambda function that the pool names is told as it was named, and the function given at the start runs', async () => {
    await start({
      triggers: { PreTokenGeneration: addClaim },
      pool: { lambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: lambdaArn } } },
    });
    expect(await told()).toEqual({ PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: lambdaArn } });
    expect(await versionInToken()).toBe('2');
  });
});
