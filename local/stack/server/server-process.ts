import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { waitForAnswer } from '../../processes/http-probe.js';
import { noteChild, reapLeftover } from '../../processes/leftover.js';
import { hasEnded, stopChild } from '../../processes/stop-process.js';
import { StartError } from '../../start-error.js';
import type { ServerLog } from './server-log.js';

export interface ServerOptions {
  readonly projectDirectory: string;
  readonly environment: Record<string, string>;
  /** Where it is going to answer. */
  readonly address: string;
  readonly log: ServerLog;
  /** Where to note the process, for a next start that finds it left behind. */
  readonly pidFile: string;
  readonly signal: AbortSignal;
  /** Called when the server ends without having been asked to, once it was ready. */
  readonly onUnexpectedEnd: () => void;
}

/** Longer than the server's own limit for a graceful end, which cuts open connections after 20 s. */
const stopLimitMs = 25_000;

/**
 * Starts the production server, `dist/main.js`, and waits until it is ready.
 *
 * @returns the function that stops it gracefully
 * @throws StartError when it ends or does not become ready; it is gone then
 */
export async function startServer(options: ServerOptions): Promise<() => Promise<void>> {
  const { projectDirectory, environment, address, log, pidFile, signal, onUnexpectedEnd } = options;
  const child = spawn(
    process.execPath,
    ['--import', exitWithParent(projectDirectory), serverIn(projectDirectory)],
    // a group of its own, so that Ctrl-C reaches the launcher alone; the channel tells it when the launcher is killed
    { cwd: projectDirectory, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  if (child.pid !== undefined) noteChild(pidFile, child.pid);
  for (const output of [child.stdout, child.stderr]) if (output) log.follow(output);
  const giveUp = () => signal.aborted || hasEnded(child);
  const ready = await waitForAnswer(`${address}/health/ready`, ({ status }) => status === 200, {
    attempts: 600,
    everyMs: 50,
    giveUp,
  });
  if (!ready || giveUp()) {
    const ended = hasEnded(child);
    await stopChild(child, stopLimitMs);
    rmSync(pidFile, { force: true });
    throw new StartError(
      ended
        ? 'The server did not start: what it said is above.'
        : `The server started, but ${address}/health/ready does not say that it is ready: what it said is in server.log.`,
    );
  }
  let stopping = false;
  child.once('exit', () => {
    if (!stopping) onUnexpectedEnd();
  });
  return () => {
    stopping = true;
    return stopChild(child, stopLimitMs).finally(() => {
      rmSync(pidFile, { force: true });
    });
  };
}

/** Ends a server that a killed launcher left behind and that has not ended by itself yet: it may still hold its port. */
export function reapServer(pidFile: string, projectDirectory: string): Promise<void> {
  return reapLeftover(pidFile, [serverIn(projectDirectory)]);
}

const serverIn = (projectDirectory: string): string => join(projectDirectory, 'dist', 'main.js');

/** As an address, because `#` and `%` have a meaning in what `--import` takes. */
const exitWithParent = (projectDirectory: string): string =>
  pathToFileURL(join(projectDirectory, 'local', 'exit-with-parent.mjs')).href;
