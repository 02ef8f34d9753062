import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { commandLineOf, isRunning, type ProcessMark, startOf } from './process-table.js';
import { stopStranger } from './stop-process.js';

/** Notes a child process: it may outlive a launcher that was killed, and the next start must know it. */
export function noteChild(pidFile: string, pid: number): void {
  writeFileSync(pidFile, JSON.stringify({ pid, startedAt: startOf(pid) ?? '' }), { mode: 0o600 });
}

/**
 * Ends the child that an earlier launcher left behind. A process is ended only when its number and start time are those
 * noted and its command line holds every one of `signs`: never one that merely came to bear the number.
 */
export async function reapLeftover(pidFile: string, signs: readonly string[]): Promise<void> {
  const mark = readMark(pidFile);
  if (mark !== undefined && isRunning(mark)) {
    const commandLine = commandLineOf(mark.pid) ?? '';
    if (signs.every((sign) => commandLine.includes(sign))) await stopStranger(mark, 3_000);
  }
  rmSync(pidFile, { force: true });
}

function readMark(pidFile: string): ProcessMark | undefined {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(pidFile, 'utf8')) as Partial<ProcessMark>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    // no file, or half of one: nothing is known, so nothing is ended
    return undefined;
  }
}
