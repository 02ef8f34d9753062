import { parseArgs } from 'node:util';

/** What the command line says; what it leaves out comes from the configuration file or is a default. */
export interface CommandOptions {
  readonly config?: string | undefined;
  readonly region?: string | undefined;
  readonly port?: number | undefined;
  readonly directory?: string | undefined;
  /** Whether earlier state is removed first. */
  readonly reset: boolean;
  readonly help: boolean;
}

/** Arguments or a configuration that the command does not understand. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `Usage: cognito-emulator [options]

  --config FILE     a JSON file with the first pool, its app clients and groups (see the README)
  --port PORT       the port on 127.0.0.1; 9229 by default, 0 for any free one
  --directory DIR   where the state is kept; in memory by default
  --region REGION   us-east-1 by default
  --reset           start without the state of earlier runs
  --help            this text`;

/** Reads the arguments of the command. Throws UsageError for unknown options and values that cannot be. */
export function readArguments(commandLine: readonly string[]): CommandOptions {
  const { config, region, port, directory, reset = false, help = false } = parsed(commandLine);
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`--region ${region} is not the name of an AWS region, such as eu-west-1.`);
  }
  return { config, region, port: port === undefined ? undefined : portOf(port), directory, reset, help };
}

function parsed(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      options: {
        config: { type: 'string' },
        region: { type: 'string' },
        port: { type: 'string' },
        directory: { type: 'string' },
        reset: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function portOf(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535) {
    throw new UsageError(`--port ${value} is not a port number from 0 to 65535.`);
  }
  return port;
}
