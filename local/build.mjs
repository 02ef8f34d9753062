// Builds what `npm start` runs, and only when its sources have changed since: src/ into dist/ with `nest build`,
// local/ into a few bundles in dist-local/. What only a build needs is loaded only when there is one.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectDirectory = dirname(dirname(fileURLToPath(import.meta.url)));

const inProject = (path) => `${projectDirectory}/${path}`;
const buildSettings = [
  'rolldown.lambda.config.js',
  'rolldown.local.config.js',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'local/build.mjs',
];

/** Bundles local/ and gives back the directory of the result. */
export async function buildLocal() {
  const output = inProject('dist-local');
  const sources = [...sourcesIn('local'), ...sourcesIn('packages/cognito-emulator/src')];
  if (await isUpToDate(output, sources)) return output;
  const { build } = await import('rolldown');
  const { localPrograms } = await import('../rolldown.local.config.js');
  const draft = `${output}.${process.pid}`;
  const stamp = await stampOf(sources);
  await build({ cwd: projectDirectory, logLevel: 'silent', ...localPrograms(draft) });
  writeStamp(draft, stamp);
  await putInPlace(draft, output, sources);
  return output;
}

/** Whoever runs from `output` reads parts of it later: it is gone for no longer than between two renames. */
async function putInPlace(draft, output, sources) {
  const replaced = `${draft}.replaced`;
  try {
    // another start may have been as fast, and its result is as good
    if (!(await isUpToDate(output, sources))) {
      if (existsSync(output)) renameSync(output, replaced);
      renameSync(draft, output);
    }
  } catch (error) {
    if (!(await isUpToDate(output, sources))) throw error;
  } finally {
    for (const directory of [draft, replaced]) rmSync(directory, { recursive: true, force: true });
  }
}

/** Builds the production server, and the function that Cognito's triggers call, as `npm run build` does. */
export async function buildServer(signal) {
  const output = inProject('dist');
  const sources = sourcesIn('src');
  if (await isUpToDate(output, sources)) return;
  const stamp = await stampOf(sources);
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const nest = createRequire(inProject('package.json')).resolve('@nestjs/cli/bin/nest.js');
  try {
    await promisify(execFile)(process.execPath, [nest, 'build'], { cwd: projectDirectory, signal, timeout: 120_000 });
  } catch (error) {
    if (signal.aborted) return;
    throw new Error(`The server does not build:\n${error.stdout ?? ''}${error.stderr ?? error.message}`, {
      cause: error,
    });
  }
  const { build } = await import('rolldown');
  const { triggerFunction } = await import('../rolldown.lambda.config.js');
  await build({ cwd: projectDirectory, logLevel: 'silent', ...triggerFunction });
  writeStamp(output, stamp);
}

const stampName = '.built-from.json';

/**
 * Whether `output` was built from these sources as they are now. That none was touched answers it at once; when one was, its
 * contents decide.
 */
async function isUpToDate(output, sources) {
  const { times, contents } = stampIn(output);
  const now = timesOf(sources);
  if (times === now) return true;
  if (contents !== (await fingerprint(sources))) return false;
  writeStamp(output, { times: now, contents });
  return true;
}

function stampIn(output) {
  try {
    return JSON.parse(readFileSync(join(output, stampName), 'utf8'));
  } catch {
    return {};
  }
}

function writeStamp(output, stamp) {
  writeFileSync(join(output, stampName), JSON.stringify(stamp));
}

// times first: a file that changes in between is seen as touched the next time
const stampOf = async (sources) => ({ times: timesOf(sources), contents: await fingerprint(sources) });

/** Every start asks, so this is written for speed: `recursive: true` takes ten times as long. */
function sourcesIn(directory) {
  return readdirSync(inProject(directory), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${directory}/${entry.name}`;
      return entry.isDirectory() ? sourcesIn(path) : /(?<!\.spec|\.d)\.ts$/.test(path) ? [path] : [];
    })
    .sort();
}

/** What changes with every write to a file and with every file that comes or goes. */
function timesOf(sources) {
  const marks = [...sources, ...buildSettings].map((file) => {
    const { ino, size, mtimeMs, ctimeMs } = statSync(inProject(file));
    return [file, ino, size, mtimeMs, ctimeMs].join(' ');
  });
  return marks.join('\n');
}

async function fingerprint(sources) {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  for (const file of [...sources, ...buildSettings]) hash.update(`${file}\n`).update(readFileSync(inProject(file)));
  return hash.digest('hex');
}
