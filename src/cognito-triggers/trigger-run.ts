import { Logger } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import { withDeadline } from '../clock/deadline.js';
import { AppError } from '../errors/app-error.js';
import { TriggerRefusal } from './trigger-refusal.js';
import type { ResponseMembers, TriggerStep } from './triggers/trigger-step.js';

/** One event on its way through a trigger's steps: keeps the time and remembers what was skipped. */
export class TriggerRun {
  private readonly logger = new Logger('CognitoTriggers');
  private readonly startedAt: number;
  private readonly skipped: string[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly limitMs: number,
  ) {
    this.startedAt = clock.monotonicMs();
  }

  /**
   * Runs the steps one after the other; a later one may overwrite what an earlier one set.
   *
   * @throws TriggerRefusal when a step says no, or when one fails that must not
   */
  async through<Event>(steps: readonly TriggerStep<Event>[], event: Event): Promise<ResponseMembers> {
    let members: ResponseMembers = {};
    for (const step of steps) members = { ...members, ...(await this.take(step, event)) };
    return members;
  }

  /** What the log may know: no user, no address. */
  summary(): { milliseconds: number; skipped?: readonly string[] } {
    return {
      milliseconds: this.clock.monotonicMs() - this.startedAt,
      ...(this.skipped.length > 0 && { skipped: this.skipped }),
    };
  }

  private async take<Event>(step: TriggerStep<Event>, event: Event): Promise<ResponseMembers> {
    try {
      return await withDeadline(Math.min(step.limitMs, this.timeLeft()), () => step.run(event));
    } catch (error) {
      if (error instanceof TriggerRefusal) throw error;
      this.logger.error({ step: step.name, ...describe(error) });
      if (typeof step.onFailure === 'string') throw new TriggerRefusal(step.onFailure, { cause: error });
      this.skipped.push(step.name);
      return step.onFailure(event);
    }
  }

  private timeLeft(): number {
    return Math.max(0, this.limitMs - (this.clock.monotonicMs() - this.startedAt));
  }
}

/** An error without its message and members: the SDK's errors can carry the item, and with it the person. */
function describe(error: unknown): { failure: string; because?: string; at?: readonly string[] } {
  if (error instanceof AppError) return { failure: error.code, ...(error.reason && { because: error.reason }) };
  if (!(error instanceof Error)) return { failure: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { failure: error.name, at: frames.slice(0, 5).map((line) => line.trim()) };
}
