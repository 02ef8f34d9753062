import { execFile } from 'node:child_process';
import { readdirSync, statSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from './start-error.js';

const settings = [
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'rolldown.lambda.config.js',
];

/** What `npm run build` writes last. */
const lastOutput = 'dist/lambda/cognito-triggers.mjs';
const buildLimitMs = 300_000;

/**
 * Builds the production server and the Lambda functions, as `npm run build` does, unless they are newer than their sources.
 *
 * @param signal ends a build that is no longer wanted
 * @throws StartError with the output of the compiler when the server does not build
 */
export async function buildServer(projectDirectory: string, signal?: AbortSignal): Promise<void> {
  if (isUpToDate(projectDirectory)) return;
  const begun = new Date();
  const { resolve } = createRequire(join(projectDirectory, 'package.json'));
  await runNode(projectDirectory, [resolve('@nestjs/cli/bin/nest.js'), 'build'], signal);
  const rolldown = join(resolve('rolldown/package.json'), '..', 'bin', 'cli.mjs');
  await runNode(projectDirectory, [rolldown, '--config', 'rolldown.lambda.config.js'], signal);
  // a source that changes during the build is newer than its result
  if (signal?.aborted !== true) utimesSync(join(projectDirectory, lastOutput), begun, begun);
}

async function runNode(cwd: string, words: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, words, { cwd, signal, timeout: buildLimitMs });
  } catch (error) {
    if (signal?.aborted === true) return;
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new StartError(`The server does not build:\n${stdout}${stderr === '' ? message : stderr}`, { cause: error });
  }
}

function isUpToDate(projectDirectory: string): boolean {
  try {
    const built = statSync(join(projectDirectory, lastOutput)).mtimeMs;
    const newest = Math.max(
      newestIn(join(projectDirectory, 'src')),
      ...settings.map((file) => statSync(join(projectDirectory, file)).mtimeMs),
    );
    return newest < built;
  } catch {
    // nothing is built yet
    return false;
  }
}

/** The time of the last change. A directory has the time of the last file that was added to it or removed. */
function newestIn(directory: string): number {
  const times = readdirSync(directory, { withFileTypes: true }).map((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return newestIn(path);
    return entry.name.endsWith('.spec.ts') ? 0 : statSync(path).mtimeMs;
  });
  return Math.max(statSync(directory).mtimeMs, ...times);
}
