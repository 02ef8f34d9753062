import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

type LogLine = Readonly<Record<string, unknown>>;

/** The production entry point as a process of its own; what it logs is kept. */
export class ServerProcess {
  readonly log: LogLine[] = [];
  errors = '';
  url = '';
  readonly child: ChildProcess;
  /** The exit code, null after a signal. */
  readonly ended: Promise<number | null>;
  private reader: Interface | undefined;
  private isRead = false;

  constructor(main: string, environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'], AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  /** Resolves once the server has said where it listens; rejects when it ends before. */
  async listening(): Promise<void> {
    const { stdout } = this.child;
    if (stdout === null) throw new Error('the output of the server is not read');
    const listens = new Promise<undefined>((resolve) => {
      const reader = createInterface({ input: stdout }).on('close', () => {
        this.isRead = true;
      });
      this.reader = reader.on('line', (line) => {
        const entry = JSON.parse(line) as LogLine;
        this.log.push(entry);
        if (entry['context'] !== 'Start') return;
        this.url = String(entry['address']);
        resolve(undefined);
      });
    });
    const code = await Promise.race([listens, this.ended]);
    if (code !== undefined) throw new Error(`the server ended with ${String(code)}: ${this.errors}`);
  }

  /** Leaves what the server logs unread, until it is read again. */
  stopReading(): void {
    this.reader?.pause();
  }

  readOn(): void {
    // Node 24 refuses it after the end
    if (!this.isRead) this.reader?.resume();
  }

  /** Resolves with the first line that passes the check, of those to come. */
  lineWhere(isWanted: (entry: LogLine) => boolean): Promise<LogLine> {
    return new Promise((resolve) => {
      this.reader?.on('line', (line) => {
        const entry = JSON.parse(line) as LogLine;
        if (isWanted(entry)) resolve(entry);
      });
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
