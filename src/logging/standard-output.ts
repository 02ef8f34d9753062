import { type DestinationStream, pino } from 'pino';

/** In characters; more than the lines of a turn come to. */
const mostHeld = 16_384;

/**
 * Standard output for log lines: those of one turn of the event loop are one write, since a write for each line is a large
 * part of what a small request costs. It is written synchronously all the same, so that a line waits for nothing but the end
 * of its turn or of the process; only a process that is killed within the turn takes its lines with it.
 *
 * @param descriptor of the file to write to
 */
export function standardOutput(descriptor = 1): DestinationStream {
  const output = pino.destination({ dest: descriptor, sync: true });
  let held = '';
  let isDue = false;
  const flush = (): void => {
    const lines = held;
    held = '';
    if (lines !== '') output.write(lines);
  };
  process.once('exit', flush);
  return {
    write: (line) => {
      held += line;
      if (held.length >= mostHeld) flush();
      if (isDue) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        flush();
      });
    },
  };
}
