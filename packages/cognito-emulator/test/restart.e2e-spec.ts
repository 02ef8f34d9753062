import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityClient, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { GetUserCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { TestCognitoOptions, TestCognitoServer } from './support/test-cognito.js';
import { startTestCognito } from './support/test-cognito.js';
import { browserUser, getText, messagesTo, newUser, sdkFor, signInBySrp } from './support/cognito-clients.js';

describe('a user pool kept in a directory', () => {
  let directory: string;
  const running: TestCognitoServer[] = [];

  async function start(options: TestCognitoOptions = {}): Promise<TestCognitoServer> {
    const cognito = await startTestCognito(options);
    running.push(cognito);
    return cognito;
  }

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'cognito-')), 'state');
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((cognito) => cognito.stop()));
    rmSync(join(directory, '..'), { recursive: true, force: true });
  });

  test('comes back with its ids, keys, users, sessions and messages, and no password on the disk', async () => {
    const first = await start({ directory });
    const port = Number(new URL(first.endpoint).port);
    const jwks = await getText(`${first.issuer}/.well-known/jwks.json`);
    const { email, accessToken: AccessToken } = await newUser(first);
    await sdkFor(first).send(
      new SignUpCommand({ ClientId: first.clients.web.id, Username: 'new@valley.com', Password: 'Correct1horse' }),
    );
    await running.pop()?.stop();

    const second = await start({ directory, port });
    const { endpoint, issuer, region, userPoolId, clients } = second;
    expect(first).toMatchObject({ endpoint, issuer, region, userPoolId, clients });
    expect(await getText(`${second.issuer}/.well-known/jwks.json`)).toBe(jwks);
    await expect(sdkFor(second).send(new GetUserCommand({ AccessToken }))).resolves.toBeDefined();
    const session = await signInBySrp(browserUser(second, email), { Username: email, Password: 'Correct1horse' });
    expect(session).not.toBe('NEW_PASSWORD_REQUIRED');
    expect(await messagesTo(second, 'new@valley.com')).toHaveLength(1);

    const file = join(directory, 'cognito.jsonl');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('Correct1horse');
    expect(readFileSync(file, 'utf8')).not.toContain(AccessToken);
  });

  test('keeps its identity pool and the identities in it', async () => {
    const before = await start({ directory });
    const { email } = await newUser(before);
    const session = await signInBySrp(browserUser(before, email), { Username: email, Password: 'Correct1horse' });
    if (session === 'NEW_PASSWORD_REQUIRED') throw new Error(session);
    const identityAt = async ({ endpoint, region, userPoolId, identityPoolId: IdentityPoolId }: TestCognitoServer) => {
      const sdk = new CognitoIdentityClient({ endpoint, region, maxAttempts: 1 });
      const Logins = { [`cognito-idp.${region}.amazonaws.com/${userPoolId}`]: session.getIdToken().getJwtToken() };
      return (await sdk.send(new GetIdCommand({ IdentityPoolId, Logins }))).IdentityId;
    };
    const identity = await identityAt(before);
    await running.pop()?.stop();
    const after = await start({ directory, port: Number(new URL(before.endpoint).port) });
    expect(after.identityPoolId).toBe(before.identityPoolId);
    expect(await identityAt(after)).toBe(identity);
  });

  test('keeps the keys that it was still making when it was stopped', async () => {
    await start({ directory });
    await running.pop()?.stop();
    const made = readFileSync(join(directory, 'cognito.jsonl'), 'utf8').match(/\/signing-keys","(?:id|access)"/g);
    expect(made).toHaveLength(2);
    const published = JSON.parse(
      await getText(`${(await start({ directory })).issuer}/.well-known/jwks.json`),
    ) as object;
    expect(published).toMatchObject({ keys: [{ use: 'sig' }, { use: 'sig' }] });
  });

  test('two installations share no key and no id', async () => {
    const [one, two] = await Promise.all([start(), start({ directory })]);
    const keysOf = async ({ issuer }: { issuer: string }) =>
      JSON.parse(await getText(`${issuer}/.well-known/jwks.json`)) as { keys: { n: string }[] };
    const moduli = [...(await keysOf(one)).keys, ...(await keysOf(two)).keys].map(({ n }) => n);
    expect(new Set(moduli).size).toBe(4);
    expect(one.userPoolId).not.toBe(two.userPoolId);
    expect(one.clients.server.secret).not.toBe(two.clients.server.secret);
  });
});
