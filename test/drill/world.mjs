// What the drill happens in: the embedded pool as a process of its own, the table engine, the proxy before the pool's keys,
// and production servers as `npm run build` makes them. The clock is the real one everywhere.
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { startEngine, tableName } from '../../bench/cold-start/engine.mjs';
import { buildServer } from '../../local/build-server.ts';
import { projectDirectory } from '../../local/project.ts';
import { startJwksProxy } from './jwks-proxy.mjs';

const password = 'Right4Drilling';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const sdkVariables = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Everything that was started, to be ended in the opposite order. */
export async function openWorld() {
  const closers = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    await buildServer(projectDirectory);
    const directory = mkdtempSync(join(tmpdir(), 'drill-'));
    closers.push(() => rmSync(directory, { recursive: true, force: true }));
    const engine = await startEngine();
    closers.push(engine.stop);
    const pool = await startPool(directory, closers);
    const proxy = await startJwksProxy(`${pool.issuer}/.well-known/jwks.json`);
    closers.push(proxy.stop);
    const users = usersOf(pool);
    closers.push(users.end);
    const startServer = (name) => start(name, { engine, pool, proxy }, closers);
    return { pool, proxy, users, startServer, post: postTo(pool), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startPool(directory, closers) {
  const child = launch('local/cognito.ts', { LOCAL_DIR: directory, LOCAL_COGNITO_PORT: '0' }, closers);
  const file = join(directory, 'cognito.json');
  await eventually(() => child.exitCode !== null || existsSync(file), 60_000, 'the embedded pool');
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function start(name, { engine, pool, proxy }, closers) {
  const port = await freePort();
  const { web, mobile, server } = pool.clients;
  const environment = {
    ...{ NODE_ENV: 'development', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'silent', TABLE_NAME: tableName },
    AWS_REGION: pool.region,
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint,
    COGNITO_USER_POOL_ID: pool.userPoolId,
    COGNITO_CLIENT_IDS: [web, mobile, server.id].join(),
    COGNITO_ISSUER: pool.issuer,
    COGNITO_JWKS_URI: proxy.addressFor(name),
  };
  const child = launch('dist/main.js', environment, closers);
  const url = `http://127.0.0.1:${port}`;
  const isLive = async () => (await fetch(`${url}/health/live`).catch(() => undefined))?.ok;
  await eventually(isLive, 60_000, `the server ${name}`);
  return { name, url, stop: () => end(child) };
}

function launch(script, environment, closers) {
  const child = spawn(
    process.execPath,
    [...(script.endsWith('.ts') ? ['--import', 'tsx'] : []), join(projectDirectory, script)],
    {
      cwd: projectDirectory,
      env: { PATH: process.env.PATH, ...sdkVariables, ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  closers.push(() => end(child));
  return child;
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** The pool's users, made and signed in through the API that any back end would use. */
function usersOf({ endpoint, region, userPoolId: UserPoolId, clients }) {
  const client = new CognitoIdentityProviderClient({ endpoint, region, credentials });
  const { id: ClientId, secret } = clients.server;
  const signIn = async (email) => {
    const SECRET_HASH = createHmac('sha256', secret).update(`${email}${ClientId}`).digest('base64');
    const AuthParameters = { USERNAME: email, PASSWORD: password, SECRET_HASH };
    const AuthFlow = 'ADMIN_USER_PASSWORD_AUTH';
    const answer = await client.send(new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow, AuthParameters }));
    return answer.AuthenticationResult.AccessToken;
  };
  const create = async (...groups) => {
    const Username = `${randomUUID()}@sunrise-eye.com`;
    const UserAttributes = [
      { Name: 'email', Value: Username },
      { Name: 'email_verified', Value: 'true' },
    ];
    const made = { UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' };
    const { User } = await client.send(new AdminCreateUserCommand(made));
    const Password = password;
    await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    for (const GroupName of groups)
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
    const sub = User.Attributes.find(({ Name }) => Name === 'sub').Value;
    return { email: Username, sub, token: await signIn(Username) };
  };
  return { create, signIn, end: () => client.destroy() };
}

/** Throws a switch of the embedded pool. */
const postTo =
  ({ endpoint }) =>
  async (path, body = {}) => {
    const answer = await fetch(`${endpoint}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    await answer.arrayBuffer();
  };

async function eventually(isSo, limit, what) {
  const deadline = Date.now() + limit;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come up`);
    await pause(50);
  }
}
