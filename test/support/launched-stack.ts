import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, type ProcessMark } from '../../local/processes/process-table.js';
import type { StackFile } from '../../local/stack/stack-file.js';

/** `npm start` without npm: the real launcher as a process of its own, with its data in a directory of the test's. */
export class LaunchedStack {
  output = '';
  errors = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(
    private readonly directory: string,
    environment: Record<string, string> = {},
  ) {
    this.child = spawn(process.execPath, ['local/start.mjs'], {
      // nothing of the test's own environment: it holds AWS variables
      env: { PATH: process.env['PATH'], LOCAL_DIR: directory, PORT: '0', LOCAL_COGNITO_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** Resolves when the welcome has been printed in full. */
  async ready(): Promise<StackFile> {
    const welcomed = new Promise<void>((resolve) => {
      this.child.stdout?.on('data', () => {
        if (this.output.includes('Get a token') && this.output.endsWith('\n\n')) resolve();
      });
    });
    const ended = await Promise.race([welcomed, this.ended]);
    if (ended !== undefined) throw new Error(`the stack ended with ${String(ended)}: ${this.errors}`);
    return JSON.parse(readFileSync(join(this.directory, 'stack.json'), 'utf8')) as StackFile;
  }

  /** The server and the engine that it runs as children. */
  children(): { server: ProcessMark; engine: ProcessMark } {
    const read = (name: string) => JSON.parse(readFileSync(join(this.directory, name), 'utf8')) as ProcessMark;
    return { server: read('server.pid'), engine: read('dynamodb.pid') };
  }

  /** Sends a signal; gives the exit code, null after SIGKILL. */
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL' = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** The exit code, once it ends by itself. */
  end(): Promise<number | null> {
    return this.ended;
  }
}

/** Resolves when a process that is no child of ours is gone; the test's own time limit is the bound. */
export async function gone(mark: ProcessMark): Promise<void> {
  while (isRunning(mark)) await pause(10);
}
