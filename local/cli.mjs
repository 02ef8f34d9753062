// `npm run policy` and `npm run doctor`: builds the server when its sources have changed, and runs one of its command lines.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildServer, projectDirectory } from './build.mjs';

const [name, ...rest] = process.argv.slice(2);
try {
  await buildServer(new AbortController().signal);
  const environment = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...process.env };
  const command = [join(projectDirectory, 'dist', 'cli', `${name}.js`), ...rest];
  process.exitCode = spawnSync(process.execPath, command, { stdio: 'inherit', env: environment }).status ?? 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
