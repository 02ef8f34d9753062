import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCognito } from '../cognito/cognito.js';
import { SeedLedger } from '../demo/seed-ledger.js';
import type { PoolAddress } from '../demo/pool-client.js';
import { startDynamoDb } from '../dynamodb/dynamodb.js';
import { LockHeldError, takeLock } from '../processes/owner-lock.js';
import { StartError } from '../start-error.js';
import { claimPort } from './claim-port.js';
import { fillStack } from './fill-stack.js';
import { Lifetime } from './lifetime.js';
import { serverEnvironment } from './server-environment.js';
import { ServerLog } from './server-log.js';
import { reapServer, startServer } from './server-process.js';
import { type Environment, readSettings, type StackSettings, valueOf } from './settings.js';
import { removeStackFile, type StackFile, writeStackFile } from './stack-file.js';
import { prepareTable } from './table-access.js';
import { TriggerFunction } from './trigger-function.js';
import { welcome } from './welcome.js';

export interface StackOptions {
  readonly projectDirectory: string;
  readonly environment: Environment;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Aborted to stop the stack, at any moment. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly buildServer: (signal: AbortSignal) => Promise<void>;
}

/**
 * Runs the production server against an embedded cloud until it is told to stop, and leaves nothing behind.
 *
 * @returns the exit code: 0 when it was told to stop, 1 when it could not start or a part of it ended by itself
 */
export async function runStack(options: StackOptions): Promise<number> {
  const { signal, complain } = options;
  const life = new Lifetime();
  const end = new EndOfRun(signal);
  let code = 0;
  try {
    await bringUp(options, life, end);
    await end.reached;
    if (!signal.aborted) throw new StartError(end.reason);
    options.print('\nStopping ...');
  } catch (error) {
    // what fails because it was interrupted has not failed
    if (!signal.aborted) {
      complain(error instanceof StartError ? error.message : `The stack failed: ${stackOf(error)}`);
      code = 1;
    }
  }
  try {
    await life.end();
  } catch (error) {
    complain(stackOf(error));
    code = 1;
  }
  return code;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** The run ends when someone interrupts it or when a part of it ends by itself, whichever comes first. */
class EndOfRun {
  reason = '';
  readonly reached: Promise<void>;
  private reach: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.reached = new Promise((resolve) => {
      this.reach = resolve;
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', this.reach, { once: true });
    });
  }

  because(reason: string): void {
    this.reason ||= reason;
    this.reach();
  }
}

async function bringUp(options: StackOptions, life: Lifetime, end: EndOfRun): Promise<void> {
  const { environment, projectDirectory, signal, print } = options;
  const settings = readSettings(environment, projectDirectory);
  occupy(settings.directory, life);
  await reapServer(join(settings.directory, 'server.pid'), projectDirectory);
  const host = valueOf(environment, 'HOST') ?? '127.0.0.1';
  const port = await claimPort('PORT', settings.port, host);
  const cognitoPort = await claimPort('LOCAL_COGNITO_PORT', settings.cognitoPort, '127.0.0.1');
  print('Starting ...');
  await options.buildServer(signal);
  signal.throwIfAborted();
  const database = await startDynamoDb({
    ...{ directory: settings.directory, environment, projectDirectory },
    onUnexpectedEnd: () => {
      end.because('The DynamoDB engine ended by itself.');
    },
  });
  life.onEnd(() => database.stop());
  signal.throwIfAborted();
  const triggers = new TriggerFunction();
  life.onEnd(() => triggers.stop());
  const pool = await openPool(settings, cognitoPort, triggers, life);
  const env = serverEnvironment(environment, { pool, dynamoDbEndpoint: database.endpoint, port });
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
    triggers.putToWork({
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

function occupy(directory: string, life: Lifetime): void {
  if (!existsSync(directory)) {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o700);
  }
  try {
    const lock = takeLock(directory, 'stack');
    life.onEnd(() => {
      lock.release();
    });
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    throw new StartError(
      `A stack already runs in ${directory} (process ${error.owner.pid}): stop it, or set LOCAL_DIR to run another one.`,
      { cause: error },
    );
  }
  // a launcher that was killed could not take it away
  removeStackFile(directory);
  life.onEnd(() => {
    removeStackFile(directory);
  });
}

async function openPool(
  { directory }: StackSettings,
  port: number,
  { handlers }: TriggerFunction,
  life: Lifetime,
): Promise<PoolAddress> {
  const cognito = await startCognito({ directory: join(directory, 'cognito'), port, triggers: handlers });
  life.onEnd(() => cognito.stop());
  const { endpoint, issuer, region, userPoolId, identityPoolId } = cognito;
  const { web, mobile, server } = cognito.clients;
  const clients = { web: web.id, mobile: mobile.id, server };
  return { endpoint, issuer, region, userPoolId, identityPoolId, clients };
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
