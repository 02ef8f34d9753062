import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfirmSignUpCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Message } from '../../packages/cognito-emulator/src/index.js';
import { type PoolAddress, poolClient, signIn } from '../../local/demo/pool-client.js';
import { getText } from '../../packages/cognito-emulator/test/support/cognito-clients.js';
import { LaunchedCommand } from '../support/processes/launched-command.js';

/** `npm run cognito`. */
class LaunchedPool extends LaunchedCommand {
  constructor(directory: string, environment?: Record<string, string>) {
    super('local/cognito.ts', directory, environment);
  }

  async ready(): Promise<PoolAddress> {
    await this.printed('Ctrl-C stops it');
    return this.json('cognito.json') as PoolAddress;
  }
}

const user = { Username: 'ada@sunrise-eye.com', Password: 'Correct1horse' };

describe('npm run cognito', () => {
  let directory: string;
  let command: LaunchedPool;
  let pool: PoolAddress;

  beforeAll(async () => {
    directory = join(mkdtempSync(join(tmpdir(), 'pool-')), 'data');
    command = new LaunchedPool(directory);
    pool = await command.ready();
  });
  afterAll(async () => {
    await command.stop();
    rmSync(join(directory, '..'), { recursive: true });
  });

  async function signUp(): Promise<void> {
    const client = poolClient(pool);
    const ClientId = pool.clients.web;
    await client.send(new SignUpCommand({ ...user, ClientId }));
    const [message] = JSON.parse(await getText(`${pool.endpoint}/local/messages`)) as Message[];
    await client.send(
      new ConfirmSignUpCommand({ ClientId, Username: user.Username, ConfirmationCode: message?.code ?? '' }),
    );
    client.destroy();
  }

  /** The claims of an access token that the pool's published keys verify. */
  async function claimsAfterSignIn(): Promise<object> {
    const client = poolClient(pool);
    const { accessToken } = await signIn(client, pool, user.Username, user.Password);
    client.destroy();
    const keys = createRemoteJWKSet(new URL(`${pool.issuer}/.well-known/jwks.json`));
    return (await jwtVerify(accessToken, keys, { issuer: pool.issuer })).payload;
  }

  it('signs up and in whoever asks with the AWS SDK', async () => {
    await signUp();
    const claims = { token_use: 'access', client_id: pool.clients.server.id };
    await expect(claimsAfterSignIn()).resolves.toMatchObject(claims);
  });

  it('says where everything is, and keeps the secret to the owner and off the terminal', () => {
    const { endpoint, issuer, userPoolId, identityPoolId, clients } = pool;
    const addresses = [endpoint, issuer, `${endpoint}/local/messages`];
    for (const text of [...addresses, userPoolId, identityPoolId, clients.web, clients.mobile, clients.server.id]) {
      expect(command.output).toContain(text);
    }
    expect(command.output).not.toContain(clients.server.secret);
    expect(statSync(join(directory, 'cognito.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses a second one on the same data', async () => {
    const second = new LaunchedPool(directory);
    expect(await second.end()).toBe(1);
    expect(second.errors).toMatch(/^A stack already runs in .+ \(process \d+\): .+\n$/);
  });

  it('names a taken port in one sentence, and leaves nothing behind', async () => {
    const { port } = new URL(pool.endpoint);
    const elsewhere = join(directory, '..', 'elsewhere');
    const second = new LaunchedPool(elsewhere, { LOCAL_COGNITO_PORT: port });
    expect(await second.end()).toBe(1);
    expect(second.errors).toBe(
      `Port ${port} is already in use: set LOCAL_COGNITO_PORT to another port, or to 0 for any free one.\n`,
    );
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('is no place for real users', async () => {
    const second = new LaunchedPool(join(directory, '..', 'production'), { NODE_ENV: 'production' });
    expect(await second.end()).toBe(1);
    expect(second.errors).toBe('NODE_ENV is production, and the embedded user pool is for development and tests.\n');
  });

  it('says of an unforeseen failure where in the sources it is', async () => {
    const elsewhere = join(directory, '..', 'damaged');
    mkdirSync(join(elsewhere, 'cognito'), { recursive: true });
    writeFileSync(join(elsewhere, 'cognito', 'cognito.jsonl'), 'not JSON\n');
    const second = new LaunchedPool(elsewhere);
    expect(await second.end()).toBe(1);
    expect(second.errors).toMatch(
      /cognito\.jsonl is damaged at line 1: .+\n +at .*\/packages\/cognito-emulator\/src\/state\/journal\.ts:\d+:/,
    );
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops on %s with exit code 0, and comes back as it was', async (signal) => {
    const { userPoolId, clients } = pool;
    expect(await command.stop(signal)).toBe(0);
    expect(command.errors).toBe('');
    expect(readdirSync(directory)).toEqual(['cognito']);
    command = new LaunchedPool(directory);
    pool = await command.ready();
    expect(pool).toMatchObject({ userPoolId, clients });
    await expect(claimsAfterSignIn()).resolves.toMatchObject({ token_use: 'access' });
  });
});
