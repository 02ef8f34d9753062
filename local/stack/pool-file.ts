import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolAddress } from '../demo/pool-client.js';
import { writePrivateFile } from '../private-file.js';

const fileIn = (directory: string): string => join(directory, 'cognito.json');

/** What programs need to know of a pool that runs alone. It holds a client's secret: mode 0600. */
export function writePoolFile(directory: string, pool: PoolAddress): void {
  writePrivateFile(fileIn(directory), `${JSON.stringify(pool, undefined, 2)}\n`);
}

/** The file is there exactly while the pool is. */
export function removePoolFile(directory: string): void {
  rmSync(fileIn(directory), { force: true });
}
