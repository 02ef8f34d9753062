// `npm run policy`, `npm run doctor` and `npm run reconcile`: builds the server when its sources have changed, and runs one
// of its command lines, beside the embedded pool and table unless the environment names others.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildServer, projectDirectory } from './build.mjs';

async function embeddedPool() {
  const directory = resolve(projectDirectory, process.env.LOCAL_DIR || '.local');
  const text = await readFile(join(directory, 'stack.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const { cognito, dynamodb } = JSON.parse(text);
  const { web, mobile, server } = cognito.clients;
  return {
    AWS_REGION: cognito.region,
    COGNITO_USER_POOL_ID: cognito.userPoolId,
    COGNITO_CLIENT_IDS: [web.id ?? web, mobile.id ?? mobile, server.id].join(','),
    COGNITO_ISSUER: cognito.issuer,
    TABLE_NAME: dynamodb.table,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

const [name, ...rest] = process.argv.slice(2);
try {
  await buildServer(new AbortController().signal);
  const pool = process.env.COGNITO_USER_POOL_ID ? {} : await embeddedPool();
  const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...process.env, ...pool };
  const command = [join(projectDirectory, 'dist', 'cli', `${name}.js`), ...rest];
  process.exitCode = spawnSync(process.execPath, command, { stdio: 'inherit', env }).status ?? 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
