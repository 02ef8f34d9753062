// `npm run policy`, `npm run doctor` and `npm run reconcile`: builds the server when its sources have changed, and runs one of
// its command lines, against the running stack unless the environment names a pool.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildServer } from './build-server.js';
import { projectDirectory } from './project.js';
import { StartError } from './start-error.js';
import { commandEnvironment } from './stack/server/environment.js';
import { readPoolSettings } from './stack/settings.js';
import { readStackFile } from './stack/stack-file.js';

const [name = '', ...rest] = process.argv.slice(2);
try {
  await buildServer(projectDirectory);
  const stack = process.env['COGNITO_USER_POOL_ID']
    ? undefined
    : readStackFile(readPoolSettings(process.env, projectDirectory).directory);
  const { status } = spawnSync(process.execPath, [join(projectDirectory, 'dist', 'cli', `${name}.js`), ...rest], {
    stdio: 'inherit',
    env: commandEnvironment(process.env, stack),
  });
  process.exitCode = status ?? 1;
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
