import { StartError } from '../start-error.js';
import { Lifetime } from './lifetime.js';

export interface RunOptions {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Aborted to stop the run, at any moment. */
  readonly signal: AbortSignal;
}

/**
 * Brings something up, waits until it is told to stop or a part of it ends by itself, and ends all that was begun.
 *
 * @param bringUp registers with `life` whatever has to be ended, and with `end` what must not end by itself
 * @returns the exit code: 0 when it was told to stop, 1 when it could not start or a part of it ended by itself
 */
export async function runUntilStopped(
  { print, complain, signal }: RunOptions,
  bringUp: (life: Lifetime, end: EndOfRun) => Promise<void>,
): Promise<number> {
  const life = new Lifetime();
  const end = new EndOfRun(signal);
  let code = 0;
  try {
    await bringUp(life, end);
    await end.reached;
    if (!signal.aborted) throw new StartError(end.reason);
    print('\nStopping ...');
  } catch (error) {
    // what fails because it was interrupted has not failed
    if (!signal.aborted) {
      complain(error instanceof StartError ? error.message : stackOf(error));
      code = 1;
    }
  }
  try {
    await life.end();
  } catch (error) {
    complain(stackOf(error));
    code = 1;
  }
  return code;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** The run ends when someone interrupts it or when a part of it ends by itself, whichever comes first. */
export class EndOfRun {
  reason = '';
  readonly reached: Promise<void>;
  private reach: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.reached = new Promise((resolve) => {
      this.reach = resolve;
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', this.reach, { once: true });
    });
  }

  because(reason: string): void {
    this.reason ||= reason;
    this.reach();
  }
}
