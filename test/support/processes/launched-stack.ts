import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, type ProcessMark } from '../../../local/processes/process-table.js';
import type { StackFile } from '../../../local/stack/stack-file.js';
import { LaunchedCommand } from './launched-command.js';

/** `npm start`. */
export class LaunchedStack extends LaunchedCommand {
  constructor(directory: string, environment?: Record<string, string>) {
    super('local/start.ts', directory, environment);
  }

  /** Resolves when the welcome has been printed in full. */
  async ready(): Promise<StackFile> {
    await this.printed('Get a token');
    return this.json('stack.json') as StackFile;
  }

  /** The server and the engine that it runs as children. */
  children(): { server: ProcessMark; engine: ProcessMark } {
    return { server: this.json('server.pid') as ProcessMark, engine: this.json('dynamodb.pid') as ProcessMark };
  }
}

/** Resolves when a process that is no child of ours is gone; the test's own time limit is the bound. */
export async function gone(mark: ProcessMark): Promise<void> {
  while (isRunning(mark)) await pause(10);
}
