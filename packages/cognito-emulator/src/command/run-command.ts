import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EmbeddedCognito } from '../cognito.js';
import { startCognito } from '../cognito.js';
import { PortTakenError } from '../http/listen.js';
import type { CommandOptions } from './arguments.js';
import { readArguments, usage, UsageError } from './arguments.js';
import type { ConfigFile } from './config-file.js';

/** What the command needs of its process. */
export interface CommandProcess {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Resolves when the process is to end. */
  readonly untilStopped: () => Promise<unknown>;
}

/**
 * Runs the emulator until it is stopped.
 *
 * @returns the exit code: 0 when it was stopped, 1 when it could not start, 2 for arguments it does not understand
 */
export async function runCommand(commandLine: readonly string[], process: CommandProcess): Promise<number> {
  try {
    const options = readArguments(commandLine);
    if (options.help) {
      process.print(usage);
      return 0;
    }
    return await serve(options, process);
  } catch (error) {
    if (error instanceof UsageError) {
      process.complain(`${error.message}\n\n${usage}`);
      return 2;
    }
    if (error instanceof PortTakenError) process.complain(error.message);
    else process.complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
}

async function serve(options: CommandOptions, process: CommandProcess): Promise<number> {
  const { environment, workingDirectory, print, complain } = process;
  if (environment['NODE_ENV'] === 'production') {
    complain('NODE_ENV is production, and this emulator is for development and tests: it holds no real users.');
    return 1;
  }
  const file = await readConfig(options, workingDirectory);
  const given = options.directory ?? file.directory;
  const directory = given === undefined ? undefined : resolve(workingDirectory, given);
  if (options.reset && directory !== undefined) rmSync(join(directory, 'cognito.jsonl'), { force: true });
  const cognito = await startCognito({
    ...file,
    ...(options.region !== undefined && { region: options.region }),
    port: options.port ?? file.port ?? 9229,
    directory,
    lambdaEndpoint: file.lambdaEndpoint ?? environment['AWS_ENDPOINT_URL_LAMBDA'],
  });
  print(welcome(cognito, directory));
  await process.untilStopped();
  await cognito.stop();
  return 0;
}

/** A configuration file is rare, so its schema is loaded only when there is one. */
async function readConfig({ config }: CommandOptions, workingDirectory: string): Promise<ConfigFile> {
  if (config === undefined) return {};
  const { readConfigFile } = await import('./config-file.js');
  return readConfigFile(resolve(workingDirectory, config));
}

function welcome(cognito: EmbeddedCognito, directory: string | undefined): string {
  const clients = Object.entries(cognito.clients).map(
    ([name, { id, secret }]) => `  client ${name}  ${id}${secret === undefined ? '' : `  secret ${secret}`}`,
  );
  return [
    `Amazon Cognito emulator at ${cognito.endpoint}`,
    `  user pool      ${cognito.userPoolId}`,
    `  issuer         ${cognito.issuer}`,
    `  identity pool  ${cognito.identityPoolId}`,
    ...clients,
    `  messages       ${cognito.endpoint}/local/messages`,
    `  state          ${directory ?? 'in memory, lost at the end'}`,
    'Ctrl-C stops it',
  ].join('\n');
}
