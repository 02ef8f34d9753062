import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { decodeJwt } from 'jose';
import type { Message } from '../../packages/cognito-emulator/src/index.js';
import { poolClient, signIn } from '../../local/demo/pool-client.js';
import type { StackFile } from '../../local/stack/stack-file.js';
import { getText } from '../../packages/cognito-emulator/test/support/cognito-clients.js';
import { LaunchedStack } from '../support/processes/launched-stack.js';

const password = 'Right4Testing';

// the first start may have to build the server
jest.setTimeout(120_000);

describe('the built trigger function at npm start', () => {
  let directory: string;
  let launched: LaunchedStack;
  let stack: StackFile;
  let pool: CognitoIdentityProviderClient;
  let table: DynamoDBDocumentClient;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'stack-'));
    launched = new LaunchedStack(join(directory, 'data'));
    stack = await launched.ready();
    pool = poolClient(stack.cognito);
    table = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: stack.dynamodb.endpoint, region: 'us-east-1' }));
  });
  afterAll(async () => {
    pool.destroy();
    table.destroy();
    await launched.stop();
    rmSync(directory, { recursive: true });
  });

  const signUp = (email: string) =>
    pool.send(
      new SignUpCommand({
        ...{ ClientId: stack.cognito.clients.web, Username: email, Password: password },
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    );
  const codeFor = async (email: string) => {
    const messages = JSON.parse(await getText(`${stack.cognito.endpoint}/local/messages`)) as Message[];
    return messages.find(({ to }) => to === email)?.code;
  };
  const confirm = async (email: string) =>
    pool.send(
      new ConfirmSignUpCommand({
        ...{ ClientId: stack.cognito.clients.web, Username: email },
        ConfirmationCode: await codeFor(email),
      }),
    );
  const profileOf = async (sub: string) =>
    (await table.send(new GetCommand({ TableName: stack.dynamodb.table, Key: { PK: `USER#${sub}`, SK: 'META' } })))
      .Item;

  /** A command line of the server, beside the running stack. */
  const cli = async (...words: string[]) => {
    const environment = { PATH: process.env['PATH'], LOCAL_DIR: join(directory, 'data') };
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'local/cli.ts', ...words], {
      env: environment,
    });
    return run.then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: unknown) => error as { code: number; stdout: string },
    );
  };

  it('refuses an address of a foreign domain with a kind sentence (docs/cognito-facts.md#l2)', async () => {
    await expect(signUp('eve@evil.example')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error Please register with the e-mail address that your clinic gave you.',
    });
    await expect(
      pool.send(new AdminGetUserCommand({ UserPoolId: stack.cognito.userPoolId, Username: 'eve@evil.example' })),
    ).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });

  it('gives a confirmed user a profile, and claims in both tokens (docs/cognito-facts.md#l6)', async () => {
    const email = 'new.optician@sunrise-eye.com';
    const { UserSub: sub = '', UserConfirmed: confirmed } = await signUp(email);
    expect(confirmed).toBe(false);
    await expect(profileOf(sub)).resolves.toBeUndefined();
    await confirm(email);
    await expect(profileOf(sub)).resolves.toMatchObject({
      type: 'USER',
      email,
      clinic_id: 'CLN-001',
      status: 'active',
    });

    const tokens = await signIn(pool, stack.cognito, email, password);
    const claims = { 'custom:clinic_id': 'CLN-001', 'custom:subscription': 'free', 'custom:features': '' };
    expect(decodeJwt(tokens.idToken)).toMatchObject(claims);
    expect(decodeJwt(tokens.accessToken)).toMatchObject(claims);
    expect(decodeJwt(tokens.accessToken)).not.toHaveProperty('custom:role');
    // the server, too, takes the user for one of the clinic
    const answer = await fetch(`${stack.api}/v1/me`, { headers: { authorization: `Bearer ${tokens.accessToken}` } });
    await expect(answer.json()).resolves.toMatchObject({ userId: sub, clinicId: 'CLN-001' });
  });

  it('gives no clinic to a user whom an administrator confirmed without proof of the mailbox', async () => {
    const email = 'unproven@sunrise-eye.com';
    const { UserSub: sub = '' } = await signUp(email);
    await pool.send(new AdminConfirmSignUpCommand({ UserPoolId: stack.cognito.userPoolId, Username: email }));
    expect(await profileOf(sub)).not.toHaveProperty('clinic_id');
    const { accessToken } = await signIn(pool, stack.cognito, email, password);
    expect(decodeJwt(accessToken)).not.toHaveProperty('custom:clinic_id');
    const answer = await fetch(`${stack.api}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    await expect(answer.json()).resolves.toMatchObject({ userId: sub, clinicId: null });

    // the profile waits for the proof; reconcile says so, and the next token after it brings the clinic
    const waiting = `${sub} has a profile without a clinic: the address is not verified`;
    expect(await cli('reconcile')).toMatchObject({ code: 0, stdout: expect.stringContaining(waiting) as string });
    await pool.send(
      new AdminUpdateUserAttributesCommand({
        ...{ UserPoolId: stack.cognito.userPoolId, Username: email },
        UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
      }),
    );
    const later = await signIn(pool, stack.cognito, email, password);
    expect(decodeJwt(later.accessToken)).toHaveProperty('custom:clinic_id', 'CLN-001');
    expect(await profileOf(sub)).toMatchObject({ clinic_id: 'CLN-001' });
  });

  it('has nothing in the settings of its pool that the doctor would change', async () => {
    const sound = { code: 0, stdout: 'Nothing unsafe in the settings of this pool.\n' };
    await expect(cli('doctor', '--pool')).resolves.toEqual(sound);
  });

  it('finds the users without a profile, and gives them one when told to', async () => {
    const reconcile = (...words: string[]) => cli('reconcile', ...words);
    const nothing = { code: 0, stdout: 'Every user has a profile.\n' };
    await expect(reconcile()).resolves.toEqual(nothing);
    // as if the table had been away when they came
    const email = 'late@valleyoptometry.com';
    const { UserSub: sub = '' } = await signUp(email);
    await confirm(email);
    const madeByToken = { type: 'USER', created_at: 'x', status: 'active', clinic_pending: true };
    const key = { TableName: stack.dynamodb.table, Key: { PK: `USER#${sub}`, SK: 'META' } };
    await table.send(new DeleteCommand(key));
    await expect(reconcile()).resolves.toMatchObject({
      code: 1,
      stdout: `${sub} has no profile\n1 of the users had no profile.\n`,
    });
    await expect(profileOf(sub)).resolves.toBeUndefined();
    await expect(reconcile('--fix')).resolves.toMatchObject({ code: 0 });
    await expect(profileOf(sub)).resolves.toMatchObject({ email, clinic_id: 'CLN-002' });
    await expect(reconcile()).resolves.toEqual(nothing);
    // as if they had come to the server first, with a token that claims nothing
    await table.send(new PutCommand({ ...key, Item: { ...key.Key, ...madeByToken } }));
    await expect(reconcile()).resolves.toMatchObject({
      code: 1,
      stdout: `${sub} has a profile without a clinic, and a verified address\n1 of the profiles had no clinic yet.\n`,
    });
    await expect(reconcile('--mend')).resolves.toMatchObject({ code: 0 });
    await expect(profileOf(sub)).resolves.toMatchObject({ email, clinic_id: 'CLN-002' });
    await expect(reconcile()).resolves.toEqual(nothing);
    await expect(reconcile('--oops')).resolves.toMatchObject({ code: 2 });
  });

  it('keeps the demonstration users and their groups as they are', async () => {
    const [admin] = stack.users;
    const tokens = await signIn(pool, stack.cognito, admin?.email ?? '', admin?.password ?? '');
    expect(decodeJwt(tokens.accessToken)['cognito:groups']).toEqual(['admin']);
  });
});
