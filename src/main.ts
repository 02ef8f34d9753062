import { createApp } from './app.js';
import { parseEnvironment } from './config/environment.js';
import { explainStartFailure } from './start-failure.js';
import { keepRequestsYoung } from './young-requests.js';

/** Connections that are still open this long after a signal are cut, so that ECS never has to (it waits 30 s). */
const shutdownLimit = 20_000;

try {
  keepRequestsYoung();
  const { server } = parseEnvironment(process.env);
  const app = await createApp(process.env);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(1), shutdownLimit).unref());
  }
  await app.listen(server.port, server.host);
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exitCode = 1;
  // a half-started application may hold sockets open
  process.exit();
}
