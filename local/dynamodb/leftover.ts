import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { commandLineOf, isRunning, type ProcessMark, startOf } from '../processes/process-table.js';
import { stopStranger } from '../processes/stop-process.js';

/** Notes which process serves the data file: it outlives a launcher that was killed, and the next start must know it. */
export function noteEngine(pidFile: string, pid: number): void {
  writeFileSync(pidFile, JSON.stringify({ pid, startedAt: startOf(pid) ?? '' }), { mode: 0o600 });
}

/**
 * Ends the engine that an earlier launcher left behind. A process is ended only when its number, its start time and
 * its command line, data file included, all say that it is that engine.
 */
export async function reapLeftover(pidFile: string, dataFile: string): Promise<void> {
  const mark = readMark(pidFile);
  if (mark !== undefined && isRunning(mark) && isEngineOf(mark.pid, dataFile)) await stopStranger(mark, 3_000);
  rmSync(pidFile, { force: true });
}

function isEngineOf(pid: number, dataFile: string): boolean {
  const commandLine = commandLineOf(pid);
  return commandLine?.includes('dynoxide serve ') === true && commandLine.endsWith(` --db-path ${dataFile}`);
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
