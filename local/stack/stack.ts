import { join } from 'node:path';
import { type PortalCognito, startPortalCognito } from '../portal-pool.js';
import { buildServer } from '../build-server.js';
import { SeedLedger } from '../demo/seed-ledger.js';
import { startDynamoDb } from '../dynamodb/dynamodb.js';
import { claimPort } from './claim-port.js';
import { fillStack } from './fill-stack.js';
import type { Lifetime } from './lifetime.js';
import { claimDirectory } from './claim-directory.js';
import { poolAddress } from './pool-address.js';
import { type EndOfRun, type RunOptions, runUntilStopped } from './run.js';
import { serverEnvironment } from './server/environment.js';
import { ServerLog } from './server/server-log.js';
import { reapServer, startServer } from './server/server-process.js';
import { type Environment, readSettings, type StackSettings, valueOf } from './settings.js';
import { openUploads } from './uploads.js';
import { type StackFile, writeStackFile } from './stack-file.js';
import { prepareTable } from './table-access.js';
import { TriggerFunction } from './trigger-function.js';
import { welcome } from './welcome.js';

export interface StackOptions extends RunOptions {
  readonly projectDirectory: string;
  readonly environment: Environment;
  readonly now: () => Date;
}

/**
 * Runs the production server against an embedded cloud until it is told to stop, and leaves nothing behind.
 *
 * @returns the exit code: 0 when it was told to stop, 1 when it could not start or a part of it ended by itself
 */
export function runStack(options: StackOptions): Promise<number> {
  return runUntilStopped(options, (life, end) => bringUp(options, life, end));
}

async function bringUp(options: StackOptions, life: Lifetime, end: EndOfRun): Promise<void> {
  const { environment, projectDirectory, signal, print } = options;
  const settings = readSettings(environment, projectDirectory);
  claimDirectory(settings.directory, life);
  await reapServer(join(settings.directory, 'server.pid'), projectDirectory);
  const host = valueOf(environment, 'HOST') ?? '127.0.0.1';
  const port = await claimPort('PORT', settings.port, host);
  const cognitoPort = await claimPort('LOCAL_COGNITO_PORT', settings.cognitoPort, '127.0.0.1');
  print('Starting ...');
  await buildServer(projectDirectory, signal);
  signal.throwIfAborted();
  const database = await startDynamoDb({
    ...{ directory: settings.directory, environment, projectDirectory, notice: print },
    onUnexpectedEnd: () => {
      end.because('The DynamoDB engine ended by itself.');
    },
  });
  life.onEnd(() => database.stop());
  signal.throwIfAborted();
  const triggers = new TriggerFunction();
  life.onEnd(() => triggers.stop());
  const cognito = await openPool(options, settings, cognitoPort, triggers, life);
  const pool = poolAddress(cognito);
  const uploads = await openUploads(settings.directory, cognito, life);
  const env = serverEnvironment(environment, { pool, dynamoDbEndpoint: database.endpoint, port, uploads });
  uploads.trust({ accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '' });
  const table = await prepareTable(env, database.embedded, projectDirectory);
  life.onEnd(() => {
    table?.client.destroy();
  });
  signal.throwIfAborted();
  const api = `http://${reachable(host)}:${port}`;
  const log = await openServer(options, settings, { env, api }, life, end);
  signal.throwIfAborted();
  const ledger = SeedLedger.open(join(settings.directory, 'demo.json'));
  const filled = await fillStack({ api, pool, table, ledger, own: environment, now: options.now(), say: print });
  signal.throwIfAborted();
  // a table elsewhere is not written to from here, and the function would have no credentials for it
  if (table !== undefined) {
    await triggers.enable({
      ...{ projectDirectory, environment: env },
      follow: (output) => {
        log.follow(output);
      },
    });
  }
  const stack: StackFile = {
    api,
    cognito: pool,
    dynamodb: { endpoint: database.endpoint, table: env['TABLE_NAME'] ?? '' },
    users: filled.users,
  };
  writeStackFile(settings.directory, stack);
  print(welcome(stack, settings.directory, filled, valueOf(environment, 'LOCAL_DIR')));
}

async function openPool(
  { environment }: StackOptions,
  { directory }: StackSettings,
  port: number,
  { handlers }: TriggerFunction,
  life: Lifetime,
): Promise<PortalCognito> {
  const cognito = await startPortalCognito({
    ...{ directory: join(directory, 'cognito'), port, triggers: handlers },
    lambdaEndpoint: valueOf(environment, 'AWS_ENDPOINT_URL_LAMBDA'),
  });
  life.onEnd(() => cognito.stop());
  return cognito;
}

async function openServer(
  { projectDirectory, complain, signal }: StackOptions,
  { directory }: StackSettings,
  { env, api }: { env: Record<string, string>; api: string },
  life: Lifetime,
  end: EndOfRun,
): Promise<ServerLog> {
  const log = new ServerLog(join(directory, 'server.log'), complain);
  life.onEnd(() => log.close());
  const stop = await startServer({
    ...{ projectDirectory, environment: env, address: api, log, signal },
    pidFile: join(directory, 'server.pid'),
    onUnexpectedEnd: () => {
      end.because('The server ended by itself: what it said last is in server.log.');
    },
  });
  life.onEnd(stop);
  return log;
}

/** Where a server that listens on every address is asked from this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
