import { Logger } from '@nestjs/common';
import { withDeadline } from '../clock/deadline.js';
import { AppError } from '../errors/app-error.js';
import { TriggerRefusal } from './trigger-refusal.js';
import type { ResponseMembers, Trigger } from './triggers/trigger.js';

const logger = new Logger('CognitoTriggers');

/** What a trigger answers, and whether it was skipped because it failed. */
export interface TriggerOutcome {
  readonly members: ResponseMembers;
  readonly skipped: boolean;
}

/**
 * Runs a trigger within its own time and `limitMs`.
 *
 * @throws TriggerRefusal when it refuses, or when it fails and must not be skipped
 */
export async function runTrigger<Event extends { triggerSource: string }>(
  trigger: Trigger<Event>,
  event: Event,
  limitMs: number,
): Promise<TriggerOutcome> {
  try {
    const members = await withDeadline(Math.min(trigger.limitMs, limitMs), () => trigger.run(event));
    return { members, skipped: false };
  } catch (error) {
    if (error instanceof TriggerRefusal) throw error;
    logger.error({ source: event.triggerSource, ...describe(error) });
    if (typeof trigger.onFailure === 'string') throw new TriggerRefusal(trigger.onFailure, { cause: error });
    return { members: trigger.onFailure(event), skipped: true };
  }
}

/** An error without its message and members: the SDK's errors can carry the item, and with it the person. */
function describe(error: unknown): { failure: string; because?: string; at?: readonly string[] } {
  if (error instanceof AppError) return { failure: error.code, ...(error.reason && { because: error.reason }) };
  if (!(error instanceof Error)) return { failure: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { failure: error.name, at: frames.slice(0, 5).map((line) => line.trim()) };
}
