import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TriggerEvent, TriggerHandler, TriggerName } from '../../packages/cognito-emulator/src/index.js';
import { stopChild } from '../processes/stop-process.js';

export interface TriggerCall {
  readonly id: number;
  readonly event: TriggerEvent;
}

/** `ready` comes once, when the function is loaded. */
export type TriggerReply =
  'ready' | { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface FunctionOptions {
  readonly projectDirectory: string;
  readonly environment: Record<string, string>;
  /** Takes what the function logs. */
  readonly follow: (output: Readable) => void;
}

const triggers: readonly TriggerName[] = [
  'PreSignUp',
  'PostConfirmation',
  'PreTokenGeneration',
  'PreAuthentication',
  'CustomMessage',
];

/**
 * Runs the built trigger function as Lambda would: in a process of its own, since it reads its own environment. Until `enable` is
 * called the pool has no triggers, because the users of the demonstration are created before the clinics that allow their
 * addresses.
 */
export class TriggerFunction {
  /** The triggers of the pool: none before `enable`. */
  readonly handlers: Partial<Record<TriggerName, TriggerHandler>> = {};
  private child: ChildProcess | undefined;
  private calls = 0;
  private readonly waiting = new Map<number, Waiting>();

  /**
   * Starts the function and gives it to the pool. Resolves when it is loaded: Cognito waits 5 seconds for a trigger, and loading
   * takes longer on a machine that is busy.
   */
  async enable(options: FunctionOptions): Promise<void> {
    const child = (this.child ??= this.start(options));
    await new Promise<void>((resolve) => {
      child.once('message', () => {
        resolve();
      });
      child.once('exit', () => {
        resolve();
      });
    });
    for (const name of triggers) this.handlers[name] = (event) => this.answer(event, options);
  }

  /** Ends the process. Call it when the pool has stopped. */
  async stop(): Promise<void> {
    if (this.child !== undefined) await stopChild(this.child, 3_000);
  }

  private answer(event: TriggerEvent, options: FunctionOptions): Promise<unknown> {
    const child = (this.child ??= this.start(options));
    const id = (this.calls += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      child.send({ id, event } satisfies TriggerCall);
    });
  }

  private start({ projectDirectory, environment, follow }: FunctionOptions): ChildProcess {
    const bundle = pathToFileURL(join(projectDirectory, 'dist', 'lambda', 'cognito-triggers.mjs')).href;
    // a process group of its own: Ctrl-C reaches the launcher alone
    const child = fork(fileURLToPath(new URL('./trigger-process.ts', import.meta.url)), [bundle], {
      ...{ cwd: projectDirectory, env: environment, detached: true },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const output of [child.stdout, child.stderr]) if (output) follow(output);
    child.on('message', (reply: TriggerReply) => {
      if (reply !== 'ready') this.settle(reply);
    });
    child.on('error', (error) => {
      this.fail(`The trigger function does not run: ${error.message}`);
    });
    child.on('exit', () => {
      this.fail('The trigger function ended by itself');
    });
    return child;
  }

  private settle(reply: Exclude<TriggerReply, 'ready'>): void {
    const call = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('error' in reply) call?.reject(new Error(reply.error));
    else call?.resolve(reply.answer);
  }

  /** Rejects every call that waits for an answer. The next event starts the function again. */
  private fail(message: string): void {
    this.child = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error(message));
    this.waiting.clear();
  }
}
