import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** One change: a record put under a key of a collection, or, without a value, removed. */
export type Change = readonly [collection: string, key: string, value?: unknown];

/** Where changes go before they are believed. */
export interface Journal {
  /** Records a change durably enough to outlive a kill of the process; throws when it cannot. */
  append(change: Change): void;
  /** Replaces everything recorded so far by these changes, or leaves it as it was. */
  rewrite(changes: Iterable<Change>): void;
  close(): void;
}

/** A journal that forgets: for state that lives in memory only. */
export const noJournal: Journal = { append: () => undefined, rewrite: () => undefined, close: () => undefined };

/**
 * An append-only file of one JSON line a change. A line is written before its request is answered, so that a kill at any
 * moment loses nothing that was acknowledged: at worst the last line is cut short, and a cut line was never acknowledged.
 */
export class FileJournal implements Journal {
  private descriptor: number;
  private length: number;

  private constructor(
    private readonly directory: string,
    private readonly path: string,
    readonly recovered: readonly Change[],
    completeBytes: number,
  ) {
    this.descriptor = openSync(path, 'r+');
    this.length = completeBytes;
    ftruncateSync(this.descriptor, completeBytes);
  }

  /** Opens (or starts) the journal of a directory, readable by its owner only. Throws on a line that is not a change. */
  static open(directory: string): FileJournal {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, 'cognito.jsonl');
    closeSync(openSync(path, 'a', 0o600));
    const bytes = readFileSync(path);
    const complete = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    const lines = complete
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
    return new FileJournal(directory, path, lines.map(parseChange(path)), complete.length);
  }

  append(change: Change): void {
    const line = Buffer.from(`${JSON.stringify(change)}\n`);
    try {
      if (writeSync(this.descriptor, line, 0, line.length, this.length) !== line.length) throw new Error('disk full');
    } catch (error) {
      // half a line would swallow the next one
      ftruncateSync(this.descriptor, this.length);
      throw error;
    }
    this.length += line.length;
  }

  rewrite(changes: Iterable<Change>): void {
    const temporary = `${this.path}.new`;
    const text = Buffer.from(Array.from(changes, (change) => `${JSON.stringify(change)}\n`).join(''));
    const next = openSync(temporary, 'w+', 0o600);
    for (let written = 0; written < text.length;) written += writeSync(next, text, written);
    fsyncSync(next);
    renameSync(temporary, this.path);
    syncDirectory(this.directory);
    closeSync(this.descriptor);
    this.descriptor = next;
    this.length = text.length;
  }

  close(): void {
    fsyncSync(this.descriptor);
    closeSync(this.descriptor);
  }
}

function parseChange(path: string): (line: string, index: number) => Change {
  return (line, index) => {
    try {
      const change: unknown = JSON.parse(line);
      if (isChange(change)) return change;
    } catch {
      // falls through to the one error that names the place
    }
    throw new Error(
      `${path} is damaged at line ${index + 1}: restore it, or remove it to start with an empty user pool`,
    );
  };
}

function isChange(value: unknown): value is Change {
  return Array.isArray(value) && value.length >= 2 && typeof value[0] === 'string' && typeof value[1] === 'string';
}

/** A rename is durable only once its directory is. */
function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
