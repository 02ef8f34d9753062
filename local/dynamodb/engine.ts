import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { StartError } from '../start-error.js';
import { fetchEngine } from './fetch-engine.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where DynamoDB comes from: an address that somebody else serves, or a program that we start. */
export type Engine = { readonly endpoint: string } | { readonly program: string };

const platform = `${process.platform}-${process.arch}`;
const programName = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';

/**
 * Looks for DynamoDB: the address in AWS_ENDPOINT_URL_DYNAMODB, the installed package of this platform, `dynoxide` on PATH, a
 * package that was fetched before. When there is none, fetches the package of this platform through npm, once, into
 * `node_modules/.cache`. (Not dynalite: it has no transactions.)
 *
 * @param projectDirectory the directory with package.json, which pins the version
 * @param notice called before something is fetched
 * @throws StartError when there is none and none can be fetched; its message names two ways out
 */
export async function findEngine(
  environment: Environment,
  projectDirectory: string,
  notice: (line: string) => void = () => undefined,
): Promise<Engine> {
  const endpoint = environment['AWS_ENDPOINT_URL_DYNAMODB'];
  if (endpoint !== undefined && endpoint !== '') return { endpoint };
  const cache = join(projectDirectory, 'node_modules', '.cache', 'dynoxide');
  const fetched = join(cache, 'node_modules', '@dynoxide', platform, programName);
  const present =
    packagedProgram(projectDirectory) ?? programOnPath(environment['PATH'] ?? '') ?? firstProgram([fetched]);
  if (present !== undefined) return { program: present };
  const wanted = `@dynoxide/${platform}@${pinnedVersion(projectDirectory)}`;
  notice(`The DynamoDB engine for ${platform} is not installed: fetching ${wanted} ...`);
  try {
    await fetchEngine(wanted, cache, { ...environment });
    return { program: fetched };
  } catch (error) {
    throw new StartError(
      `There is no DynamoDB engine for ${platform} and npm cannot fetch ${wanted}: put the program \`dynoxide\` (https://github.com/nubo-db/dynoxide) on your PATH, or set AWS_ENDPOINT_URL_DYNAMODB to the address of a running DynamoDB Local.`,
      { cause: error },
    );
  }
}

/** Every platform's package has the version of the one that the lock file holds. */
function pinnedVersion(projectDirectory: string): string {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(projectDirectory, 'package.json'), 'utf8')) as {
    optionalDependencies?: Record<string, string>;
  };
  const [pinned] = Object.entries(optionalDependencies).filter(([name]) => name.startsWith('@dynoxide/'));
  if (pinned === undefined) throw new StartError('package.json pins no version of @dynoxide.');
  return pinned[1];
}

function packagedProgram(directory: string): string | undefined {
  try {
    const { resolve } = createRequire(join(directory, 'package.json'));
    return firstProgram([join(resolve(`@dynoxide/${platform}/package.json`), '..', programName)]);
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
      .map((directory) => join(directory, programName)),
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
