import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TriggerEvent, TriggerHandler, TriggerName } from '../../packages/cognito-emulator/src/index.js';

export interface TriggerCall {
  readonly id: number;
  readonly event: TriggerEvent;
}

export type TriggerReply =
  { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly error: string };

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
 * The built trigger function in the place of a Lambda function: in a thread, because it reads its environment as a Lambda
 * function does. Until it is put to work the pool is one without triggers: the demonstration's users are there before the
 * clinics that would approve of them.
 */
export class TriggerFunction {
  /** The pool's triggers: none before it is put to work. */
  readonly handlers: Partial<Record<TriggerName, TriggerHandler>> = {};
  private worker: Worker | undefined;
  private calls = 0;
  private readonly waiting = new Map<number, Waiting>();

  putToWork(options: FunctionOptions): void {
    for (const name of triggers) this.handlers[name] = (event) => this.answer(event, options);
  }

  /** Ends the thread; the pool has ended before. */
  async stop(): Promise<void> {
    await this.worker?.terminate();
  }

  private answer(event: TriggerEvent, options: FunctionOptions): Promise<unknown> {
    const worker = (this.worker ??= this.start(options));
    const id = (this.calls += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, event } satisfies TriggerCall);
    });
  }

  private start({ projectDirectory, environment, follow }: FunctionOptions): Worker {
    const bundle = pathToFileURL(join(projectDirectory, 'dist', 'lambda', 'cognito-triggers.mjs')).href;
    const worker = new Worker(new URL('./trigger-worker.js', import.meta.url), {
      ...{ env: environment, workerData: { bundle }, stdout: true, stderr: true },
    });
    worker.unref();
    follow(worker.stdout);
    follow(worker.stderr);
    worker.on('message', (reply: TriggerReply) => {
      this.settle(reply);
    });
    worker.on('error', () => {
      this.lose('The trigger function ended by itself');
    });
    worker.on('exit', () => {
      this.lose('The trigger function was stopped');
    });
    return worker;
  }

  private settle(reply: TriggerReply): void {
    const call = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('error' in reply) call?.reject(new Error(reply.error));
    else call?.resolve(reply.answer);
  }

  /** Whoever waits is told; the next event starts it anew. */
  private lose(message: string): void {
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error(message));
    this.waiting.clear();
  }
}
