import { projectDirectory } from './project.js';

/** What a command that runs until it is stopped is given. */
export interface CommandOptions {
  readonly projectDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Aborted by Ctrl-C, SIGTERM and SIGHUP, and when npm is gone. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command until it ends or is stopped, and exits with the code that it gives.
 *
 * @param script the name of the command in package.json
 */
export async function launch(script: string, run: (options: CommandOptions) => Promise<number>): Promise<never> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const interruption = new AbortController();
  const interrupt = () => {
    interruption.abort();
  };
  // Ctrl-C reaches this process from the terminal and once more through npm: only the first one counts
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  // npm forwards signals, but cannot forward its own kill -9
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === script) {
    setInterval(() => {
      if (process.ppid !== parent) interrupt();
    }, 1_000).unref();
  }
  // the reader of the output may be gone before the end
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  const complain = (line: string) => void process.stderr.write(`${line}\n`);
  let code = 1;
  try {
    code = await run({
      projectDirectory,
      environment: process.env,
      print: (line) => void process.stdout.write(`${line}\n`),
      complain,
      signal: interruption.signal,
    });
  } catch (error) {
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  process.exit(code);
}
