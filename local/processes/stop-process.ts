import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, type ProcessMark } from './process-table.js';

const pollMs = 10;

export const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Asks a child to end, waits for it, and ends it by force after the grace period. Resolves once it is gone. */
export async function stopChild(child: ChildProcess, graceMs: number): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await gone;
  clearTimeout(force);
}

/** The same for a process that is not our child. The caller has made sure that it is the right one. */
export async function stopStranger(mark: ProcessMark, graceMs: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isRunning(mark)) return;
    process.kill(mark.pid, signal);
    for (let waited = 0; waited < graceMs && isRunning(mark); waited += pollMs) await pause(pollMs);
  }
}
