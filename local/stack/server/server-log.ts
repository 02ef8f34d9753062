import { createWriteStream, existsSync, renameSync, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

type Print = (line: string) => void;

const serious = new Set(['warn', 'error', 'fatal']);

/**
 * The server's output: every line goes to a file (the one before it is kept beside it), warnings and worse to the
 * terminal as well, in short.
 */
export class ServerLog {
  private readonly stream: WriteStream;

  constructor(
    file: string,
    private readonly print: Print,
  ) {
    if (existsSync(file)) renameSync(file, `${file}.1`);
    this.stream = createWriteStream(file, { mode: 0o600 });
    // a full disk must not end the stack
    this.stream.on('error', () => undefined);
  }

  /** Reads an output of the server to its end. */
  follow(output: Readable): void {
    createInterface({ input: output, crlfDelay: Infinity }).on('line', (line) => {
      this.stream.write(`${line}\n`);
      const short = shorten(line);
      if (short !== undefined) this.print(short);
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.stream.end(() => {
        resolve();
      });
    });
  }
}

/** What a person wants to see of a log line: nothing of the usual, the gist of a warning or refusal, all of what is no JSON. */
export function shorten(line: string): string | undefined {
  const entry = parse(line);
  if (entry === undefined) return line.trim() === '' ? undefined : `server: ${line}`;
  const { context, message, decision } = entry;
  // a refusal is logged as an audit record, which is no warning
  const kind = decision === 'denied' ? decision : entry['level'];
  if (typeof kind !== 'string' || !(serious.has(kind) || kind === decision)) return undefined;
  // the trigger function logs by Nest's own logger, which puts the fields of a line under `message`
  const { code, source, outcome, reason, msg, error } = isRecord(message)
    ? message
    : { ...entry, msg: entry['msg'] ?? message };
  const cause = isRecord(error) ? error['message'] : undefined;
  const said = [code, source, outcome, reason, msg, cause].filter((each) => typeof each === 'string');
  if (said.length === 0) said.push(typeof context === 'string' ? context : 'see the log');
  return `server: ${kind}: ${said.join(': ')}`;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
