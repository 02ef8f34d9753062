import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { DestinationStream } from 'pino';

/** In characters; more than the lines of one turn of the event loop usually come to. */
const writeAtOnce = 16_384;

/** In bytes; what a reader that has stalled may leave unread before lines are dropped. */
const mostPending = 1_048_576;

/** A server that ends waits no longer than this for whoever reads its log. */
const flushLimitMs = 1_000;

export interface LogOutput extends DestinationStream {
  /** Resolves when every line so far is handed over, or after a second. */
  flush(): Promise<void>;
}

/**
 * Standard output for log lines. Lines of one turn of the event loop are one write, since a write for each line is a large
 * part of what a small request costs.
 *
 * Nothing waits for the reader: Node writes to a pipe as far as it has room, and keeps the rest. A reader that stalls (a log
 * collector, a stopped terminal) costs at most 1 MiB; further lines are dropped and counted, and a line says how many once
 * there is room again. Without a reader the server goes on without a log.
 */
export function standardOutput(stream: Writable = process.stdout): LogOutput {
  let held = '';
  let heldLines = 0;
  let dropped = 0;
  let isDue = false;

  const writeHeld = (): void => {
    const [lines, count] = [held, heldLines];
    [held, heldLines] = ['', 0];
    if (stream.writableLength > mostPending || stream.destroyed) {
      dropped += count;
      return;
    }
    const notice = dropped > 0 ? noticeOf(dropped) : '';
    dropped = 0;
    if (notice !== '' || lines !== '') stream.write(notice + lines);
  };

  // a reader that is gone must not end the server
  stream.on('error', () => undefined);
  stream.on('drain', () => {
    if (dropped > 0) writeHeld();
  });
  process.once('exit', writeHeld);

  return {
    write: (line) => {
      held += line;
      heldLines += 1;
      if (held.length >= writeAtOnce) writeHeld();
      if (isDue) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        writeHeld();
      });
    },
    flush: async () => {
      writeHeld();
      const written = new Promise<void>((resolve) => {
        stream.write('', () => {
          resolve();
        });
      });
      await Promise.race([written, pause(flushLimitMs, undefined, { ref: false })]);
    },
  };
}

/** In the form of the other lines. */
function noticeOf(dropped: number): string {
  const time = new Date().toISOString();
  const msg = 'log lines were dropped, since nobody read them';
  return `${JSON.stringify({ level: 'warn', time, context: 'StandardOutput', dropped, msg })}\n`;
}
