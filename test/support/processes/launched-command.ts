import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command of local/ without npm: the real launcher as a process of its own, with its data in a directory of the test's. */
export class LaunchedCommand {
  output = '';
  errors = '';
  protected readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(
    script: string,
    protected readonly directory: string,
    environment: Record<string, string> = {},
  ) {
    this.child = spawn(process.execPath, ['--import', 'tsx', script], {
      // nothing of the test's own environment: it holds AWS variables
      env: { PATH: process.env['PATH'], LOCAL_DIR: directory, PORT: '0', LOCAL_COGNITO_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** Resolves when a text and the blank line after it have been printed; rejects when the command ends before. */
  async printed(text: string): Promise<void> {
    const complete = () => this.output.includes(text) && this.output.endsWith('\n\n');
    const seen = new Promise<void>((resolve) => {
      this.child.stdout?.on('data', () => {
        if (complete()) resolve();
      });
    });
    const ended = await Promise.race([seen, this.ended]);
    if (ended !== undefined) throw new Error(`the command ended with ${String(ended)}: ${this.errors}`);
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

  protected json(name: string): unknown {
    return JSON.parse(readFileSync(join(this.directory, name), 'utf8'));
  }
}
