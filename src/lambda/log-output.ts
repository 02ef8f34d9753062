import type { DestinationStream } from 'pino';

/**
 * Where a function's log lines go: straight to standard output, one by one. A function may be frozen as soon as it has answered,
 * so that lines that wait for the end of a turn would come with the next event, or never.
 */
export const logOutput: DestinationStream = {
  write: (line) => {
    process.stdout.write(line);
  },
};
