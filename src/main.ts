import { createRequire } from 'node:module';
import { Logger } from '@nestjs/common';
import { createApp } from './app.js';
import { parseEnvironment } from './config/environment.js';
import { standardOutput } from './observability/standard-output.js';
import { shutDownOnSignals } from './shutdown.js';
import { explainStartFailure } from './start-failure.js';
import { disableAllocationSitePretenuring } from './v8-flags.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

try {
  disableAllocationSitePretenuring();
  const { server, auth, dynamodb } = parseEnvironment(process.env);
  const log = standardOutput();
  const app = await createApp(process.env, { logDestination: log });
  shutDownOnSignals(app, { delayMs: server.shutdownDelayMs, flushLog: () => log.flush() });
  await app.listen(server.port, server.host);
  new Logger('Start').log({
    msg: 'The server listens',
    address: await app.getUrl(),
    userPools: auth.pools.map(({ userPoolId }) => userPoolId),
    table: dynamodb.tableName,
    version,
    node: process.version,
  });
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
  // a half-started application may hold sockets open
  process.exit();
}
