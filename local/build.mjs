// Builds what `npm start` runs, and only when its sources have changed since: src/ into dist/ with `nest build`,
// local/ into dist-local/ with the same compiler.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const projectDirectory = dirname(dirname(fileURLToPath(import.meta.url)));

const inProject = (...parts) => join(projectDirectory, ...parts);
const buildSettings = [
  'rolldown.lambda.config.js',
  'package-lock.json',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'local/build.mjs',
];

/** Compiles local/ and gives back the directory of the result. */
export async function buildLocal() {
  const output = inProject('dist-local');
  const sources = await sourcesIn('local');
  const print = await fingerprint(sources);
  if ((await stampIn(output)) === print) return output;
  const draft = `${output}.${process.pid}`;
  const { transformFile } = await import('@swc/core');
  for (const source of sources) {
    const { code } = await transformFile(inProject(source), {
      swcrc: false,
      module: { type: 'es6' },
      sourceMaps: 'inline',
      jsc: { target: 'es2023', parser: { syntax: 'typescript' }, keepClassNames: true },
    });
    const file = join(draft, source.slice('local/'.length).replace(/\.ts$/, '.js'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, code);
  }
  await writeFile(join(draft, stampName), print);
  await rm(output, { recursive: true, force: true });
  // when another start was as fast, its result is as good
  await rename(draft, output).catch(() => rm(draft, { recursive: true, force: true }));
  return output;
}

/** Builds the production server, and the function that Cognito's triggers call, as `npm run build` does. */
export async function buildServer(signal) {
  const output = inProject('dist');
  const print = await fingerprint(await sourcesIn('src'));
  if ((await stampIn(output)) === print) return;
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
  await writeFile(join(output, stampName), print);
}

const stampName = '.built-from';

const stampIn = (output) => readFile(join(output, stampName), 'utf8').catch(() => undefined);

async function sourcesIn(directory) {
  const files = await readdir(inProject(directory), { recursive: true });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.d.ts'))
    .map((file) => `${directory}/${file.replaceAll('\\', '/')}`)
    .sort();
}

async function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const file of [...sources, ...buildSettings]) {
    hash.update(`${file}\n`).update(await readFile(inProject(file)));
  }
  return hash.digest('hex');
}
