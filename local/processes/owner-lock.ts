import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, markOfThisProcess, type ProcessMark } from './process-table.js';

export interface Lock {
  release(): void;
}

/** Another running process holds the lock. */
export class LockHeldError extends Error {
  constructor(readonly owner: ProcessMark) {
    super(`held by process ${owner.pid}`);
    this.name = 'LockHeldError';
  }
}

/**
 * Takes a lock in a directory for as long as this process lives.
 *
 * Every contender leaves a file that bears its own mark, then looks for other living ones. No file is ever shared, so
 * that clearing away a dead owner's cannot hit a newcomer's: two processes never hold the lock together. Two that
 * start in the same instant may both be refused, which is the safe side.
 *
 * @throws LockHeldError when a living process holds it, this one included.
 */
export function takeLock(directory: string, name: string, self: ProcessMark = markOfThisProcess()): Lock {
  const own = join(directory, fileName(name, self));
  try {
    closeSync(openSync(own, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new LockHeldError(self);
    throw error;
  }
  for (const other of marksIn(directory, name)) {
    if (other.pid === self.pid && other.startedAt === self.startedAt) continue;
    if (isRunning(other)) {
      rmSync(own, { force: true });
      throw new LockHeldError(other);
    }
    rmSync(join(directory, fileName(name, other)), { force: true });
  }
  return {
    release: () => {
      rmSync(own, { force: true });
    },
  };
}

const fileName = (name: string, { pid, startedAt }: ProcessMark): string => `${name}.${pid}.${startedAt}.lock`;

function marksIn(directory: string, name: string): ProcessMark[] {
  return readdirSync(directory).flatMap((file) => {
    const [, owner, pid, startedAt] = /^(.+)\.(\d+)\.([\w-]+)\.lock$/.exec(file) ?? [];
    return owner === name && pid !== undefined && startedAt !== undefined ? [{ pid: Number(pid), startedAt }] : [];
  });
}
