import { text } from 'node:stream/consumers';
import { SystemClock } from '../clock/system-clock.js';
import { doctor } from './doctor-command.js';

try {
  const { exitCode, output, errors } = await doctor({
    words: process.argv.slice(2),
    environment: process.env,
    input: () => (process.stdin.isTTY ? Promise.resolve('') : text(process.stdin)),
    now: new SystemClock().seconds(),
  });
  process.stdout.write(output);
  process.stderr.write(errors);
  process.exitCode = exitCode;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : 'The doctor failed.'}\n`);
  process.exitCode = 1;
}
