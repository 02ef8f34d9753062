// `npm start`: the production server against an embedded cloud, in one command. Plain JavaScript, because nothing is
// built yet when it begins; all it does is build and hand over to local/stack/stack.ts.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const interruption = new AbortController();
// Ctrl-C reaches this process from the terminal and once more through npm: only the first one counts
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interruption.abort());
// npm forwards signals, but cannot forward its own violent end
const parent = process.ppid;
if (process.env.npm_lifecycle_event === 'start') {
  setInterval(() => process.ppid === parent || interruption.abort(), 1_000).unref();
}
// whoever read the output may be gone before the stack is stopped
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

try {
  const { buildLocal, buildServer, projectDirectory } = await import('./build.mjs');
  const { runStack } = await import(pathToFileURL(join(await buildLocal(), 'stack', 'stack.js')).href);
  process.exitCode = await runStack({
    projectDirectory,
    environment: process.env,
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
    signal: interruption.signal,
    now: () => new Date(),
    buildServer,
  });
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
process.exit();
