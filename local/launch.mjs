// What the commands that run until they are stopped have in common: plain JavaScript, because nothing is built yet when
// they begin.
import nodeModule from 'node:module';
import { join } from 'node:path';
import { buildLocal, projectDirectory } from './build.mjs';
import { withSourcePositions } from './source-positions.mjs';

/**
 * Builds local/, runs one of its programs and exits with the code that it gives. `script` is the command's name in
 * package.json; `run` gets the directory of the build, and what every program needs.
 */
export async function launch(script, run) {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const interruption = new AbortController();
  // Ctrl-C reaches this process from the terminal and once more through npm: only the first one counts
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interruption.abort());
  // npm forwards signals, but cannot forward its own violent end
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event === script) {
    setInterval(() => process.ppid === parent || interruption.abort(), 1_000).unref();
  }
  // whoever read the output may be gone before the end
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  const complain = (line) => process.stderr.write(`${withSourcePositions(line)}\n`);
  try {
    const directory = await buildLocal();
    // from Node 22.8 on: what was compiled once need not be again
    nodeModule.enableCompileCache?.(join(directory, '.compile-cache'));
    process.exitCode = await run(directory, {
      projectDirectory,
      environment: process.env,
      print: (line) => process.stdout.write(`${line}\n`),
      complain,
      signal: interruption.signal,
    });
  } catch (error) {
    complain(error.stack);
    process.exitCode = 1;
  }
  process.exit();
}
