import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { waitForAnswer } from '../processes/http-probe.js';
import { noteChild, reapLeftover } from '../processes/leftover.js';
import { type Lock, LockHeldError, takeLock } from '../processes/owner-lock.js';
import { freePort } from '../processes/ports.js';
import { hasEnded, stopChild } from '../processes/stop-process.js';
import { StartError } from '../start-error.js';
import { type Environment, findEngine } from './engine.js';
import { isLoopback } from './loopback.js';

export interface DynamoDbOptions {
  /** Keep everything in memory and forget it at the end: for tests. */
  readonly inMemory?: true;
  /** Where the data file lives; needed unless `inMemory`. */
  readonly directory?: string;
  /** Where to look for the engine; by default this process' own environment. */
  readonly environment?: Environment;
  /** The directory that holds `node_modules`; by default the current one. */
  readonly projectDirectory?: string;
  /** Called with a line for the terminal when the engine has to be fetched first. */
  readonly notice?: (line: string) => void;
  /** Called when the engine ends without having been asked to. */
  readonly onUnexpectedEnd?: () => void;
}

export interface RunningDynamoDb {
  readonly endpoint: string;
  /** False when AWS_ENDPOINT_URL_DYNAMODB names it: its tables and data are someone else's. */
  readonly embedded: boolean;
  stop(): Promise<void>;
}

const portAttempts = 5;

/**
 * Gives a DynamoDB to talk to: the one that AWS_ENDPOINT_URL_DYNAMODB names, or an engine started as a child process.
 *
 * @throws StartError when there is no engine, when it does not start, or when another process has the data file open
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<RunningDynamoDb> {
  const { environment = process.env, projectDirectory = process.cwd(), notice } = options;
  const engine = await findEngine(environment, projectDirectory, notice);
  if ('endpoint' in engine) return notOurs(engine.endpoint, options);
  if (options.inMemory) return run(engine.program, [], options);
  return runOnFile(engine.program, resolve(options.directory ?? '.local'), options);
}

function notOurs(endpoint: string, { inMemory }: DynamoDbOptions): RunningDynamoDb {
  if (inMemory && !isLoopback(endpoint)) {
    throw new StartError('AWS_ENDPOINT_URL_DYNAMODB is not on this machine: nothing is tried out on such a DynamoDB.');
  }
  return { endpoint, embedded: false, stop: () => Promise.resolve() };
}

async function runOnFile(program: string, directory: string, options: DynamoDbOptions): Promise<RunningDynamoDb> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = lockDataFile(directory);
  const dataFile = join(directory, 'dynamodb.db');
  const pidFile = join(directory, 'dynamodb.pid');
  const cleanUp = () => {
    rmSync(pidFile, { force: true });
    lock.release();
  };
  try {
    await reapLeftover(pidFile, ['dynoxide serve ', dataFile]);
    const running = await run(program, ['--db-path', dataFile], options, (pid) => {
      noteChild(pidFile, pid);
    });
    return { ...running, stop: () => running.stop().finally(cleanUp) };
  } catch (error) {
    cleanUp();
    throw error;
  }
}

function lockDataFile(directory: string): Lock {
  try {
    return takeLock(directory, 'dynamodb');
  } catch (error) {
    // the engine itself would let two processes write one file
    if (!(error instanceof LockHeldError)) throw error;
    throw new StartError(`The data in ${directory} is in use by process ${error.owner.pid}.`, { cause: error });
  }
}

async function run(
  program: string,
  storage: readonly string[],
  options: DynamoDbOptions,
  started: (pid: number) => void = () => undefined,
): Promise<RunningDynamoDb> {
  let complaint = '';
  // `--port 0` never tells which port it took, so one is chosen here; who loses it to another process chooses again
  for (let attempt = 0; attempt < portAttempts; attempt += 1) {
    const port = await freePort();
    const child = spawn(program, ['serve', '--host', '127.0.0.1', '--port', String(port), ...storage], {
      // a group of its own: Ctrl-C reaches the launcher alone, which stops everything in order
      detached: !options.inMemory,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = collect(child);
    if (child.pid !== undefined) started(child.pid);
    const endpoint = `http://127.0.0.1:${port}`;
    if (await answers(child, endpoint)) return supervise(child, endpoint, options);
    const gaveUp = hasEnded(child);
    await stopChild(child, 1_000);
    complaint = said();
    if (!gaveUp) break;
  }
  throw new StartError(`The DynamoDB engine ${program} does not start: ${complaint.trim() || 'it does not answer'}`);
}

const answers = (child: ChildProcess, endpoint: string): Promise<boolean> =>
  waitForAnswer(endpoint, ({ headers }) => 'x-dynoxide-version' in headers, {
    attempts: 500,
    everyMs: 20,
    giveUp: () => hasEnded(child) || child.pid === undefined,
  });

function supervise(child: ChildProcess, endpoint: string, { onUnexpectedEnd }: DynamoDbOptions): RunningDynamoDb {
  let stopping = false;
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => {
    process.off('exit', endWithUs);
    if (!stopping) onUnexpectedEnd?.();
  });
  return {
    endpoint,
    embedded: true,
    stop: () => {
      stopping = true;
      return stopChild(child, 3_000);
    },
  };
}

/** Remembers the last words of a child, and hears the error of a program that cannot be run at all. */
function collect(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  child.once('error', (error) => {
    said = error.message;
  });
  return () => said;
}
