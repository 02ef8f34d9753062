import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { StartError } from '../start-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where DynamoDB is to come from: an address that someone else runs, or a program that we start ourselves. */
export type Engine = { readonly endpoint: string } | { readonly program: string };

/**
 * Looks for DynamoDB: the address in AWS_ENDPOINT_URL_DYNAMODB, the installed platform package, `dynoxide` on PATH.
 * (Not dynalite: it has no transactions.)
 *
 * @param projectDirectory the directory whose `node_modules` may hold the platform package
 * @throws StartError when there is none, naming the fix
 */
export function findEngine(environment: Environment, projectDirectory: string): Engine {
  const endpoint = environment['AWS_ENDPOINT_URL_DYNAMODB'];
  if (endpoint !== undefined && endpoint !== '') return { endpoint };
  const program = packagedProgram(projectDirectory) ?? programOnPath(environment['PATH'] ?? '');
  if (program === undefined) {
    throw new StartError(
      `No DynamoDB engine for ${platform}. Run \`npm ci\` without --omit=optional (it brings one for linux-x64), or put ` +
        'the program `dynoxide` (https://github.com/nubo-db/dynoxide) on your PATH, or set AWS_ENDPOINT_URL_DYNAMODB ' +
        'to the address of a running DynamoDB Local.',
    );
  }
  return { program };
}

const platform = `${process.platform}-${process.arch}`;

function packagedProgram(projectDirectory: string): string | undefined {
  try {
    const manifest = createRequire(join(projectDirectory, 'package.json')).resolve(
      `@dynoxide/${platform}/package.json`,
    );
    return firstProgram([join(manifest, '..', 'dynoxide')]);
  } catch {
    // not installed: an optional dependency, present only on the platforms it is made for
    return undefined;
  }
}

const programOnPath = (path: string): string | undefined =>
  firstProgram(
    path
      .split(delimiter)
      .filter((directory) => directory !== '')
      .map((directory) => join(directory, 'dynoxide')),
  );

const firstProgram = (candidates: string[]): string | undefined => candidates.find(isExecutable);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
