import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolAddress } from '../demo/pool-client.js';
import { writePrivateFile } from '../private-file.js';

/** What other programs need to know of a running stack. It holds passwords and a client secret: mode 0600. */
export interface StackFile {
  readonly api: string;
  readonly cognito: PoolAddress;
  readonly dynamodb: { readonly endpoint: string; readonly table: string };
  readonly users: readonly {
    readonly email: string;
    readonly password: string;
    readonly groups: readonly string[];
    readonly clinicId: string | null;
  }[];
}

const fileIn = (directory: string): string => join(directory, 'stack.json');

export function writeStackFile(directory: string, stack: StackFile): void {
  writePrivateFile(fileIn(directory), `${JSON.stringify(stack, undefined, 2)}\n`);
}

/** Reads it back; nothing when no stack runs in that directory. */
export function readStackFile(directory: string): StackFile | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(directory), 'utf8')) as StackFile;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The file is there exactly while the stack is up. */
export function removeStackFile(directory: string): void {
  rmSync(fileIn(directory), { force: true });
}
