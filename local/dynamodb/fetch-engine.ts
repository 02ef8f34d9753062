import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const fetchLimitMs = 120_000;
const run = promisify(execFile);

/**
 * Installs a package through npm into a directory of its own, and makes sure that its program runs. The directory appears in one
 * step: two processes that fetch at once do not see half of each other's work.
 *
 * @param wanted name and version, for example `@dynoxide/darwin-arm64@1.2.1`
 * @param cache the directory to make, with its own `node_modules`
 * @throws the error of npm or of the program
 */
export async function fetchEngine(wanted: string, cache: string, environment: NodeJS.ProcessEnv): Promise<void> {
  // what is there cannot be run
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(dirname(cache), { recursive: true });
  const draft = mkdtempSync(`${cache}-`);
  try {
    await npm(
      ['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', wanted],
      draft,
      environment,
    );
    const [, scope = '', name = ''] = /^(@[^/]+)\/([^@]+)@/.exec(wanted) ?? [];
    const program = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
    await run(join(draft, 'node_modules', scope, name, program), ['--version'], { timeout: 10_000 });
    // another process may have been as fast, and its result is as good
    if (!existsSync(cache)) renameSync(draft, cache);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Runs the npm that started us, or the one on PATH. On Windows that is a batch file, which only a shell runs. */
async function npm(words: readonly string[], directory: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const own = environment['npm_execpath'];
  const options = { cwd: directory, env: { ...environment }, timeout: fetchLimitMs };
  const all = [...words, '--prefix', directory];
  if (own?.endsWith('.js') === true) await run(process.execPath, [own, ...all], options);
  else await run('npm', all, { ...options, shell: process.platform === 'win32' });
}
