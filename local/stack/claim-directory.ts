import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { LockHeldError, takeLock } from '../processes/owner-lock.js';
import { StartError } from '../start-error.js';
import type { Lifetime } from './lifetime.js';
import { removePoolFile } from './pool-file.js';
import { removeStackFile } from './stack-file.js';

/**
 * Makes sure that nothing else runs on the data of a directory, and that the files which say what runs there are gone before
 * and after.
 *
 * @throws StartError when something does
 */
export function claimDirectory(directory: string, life: Lifetime): void {
  makeDirectory(directory);
  try {
    const lock = takeLock(directory, 'stack');
    life.onEnd(() => {
      lock.release();
    });
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    throw new StartError(
      `A stack already runs in ${directory} (process ${error.owner.pid}): stop it, or set LOCAL_DIR to run another one.`,
      { cause: error },
    );
  }
  // a launcher that was killed could not take them away
  removeFiles(directory);
  life.onEnd(() => {
    removeFiles(directory);
  });
}

function removeFiles(directory: string): void {
  removeStackFile(directory);
  removePoolFile(directory);
}

function makeDirectory(directory: string): void {
  try {
    if (isDirectory(directory)) return;
    makeWithParents(directory);
    chmodSync(directory, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = (code === undefined ? undefined : reasons[code]) ?? `cannot be made (${code ?? String(error)})`;
    throw new StartError(`LOCAL_DIR is ${directory}, which ${why}: set it to a directory for the data.`, {
      cause: error,
    });
  }
}

/** One by one: with `recursive`, Node goes on for ever on a file system where nothing can be made, such as /proc. */
function makeWithParents(directory: string): void {
  if (!existsSync(dirname(directory))) makeWithParents(dirname(directory));
  try {
    mkdirSync(directory);
  } catch (error) {
    // another start may have made it in between
    if (!isDirectory(directory)) throw error;
  }
}

const isDirectory = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'is a file',
  ENOTDIR: 'lies inside a file',
  EACCES: 'may not be written',
  EROFS: 'is on a file system that is read only',
};
