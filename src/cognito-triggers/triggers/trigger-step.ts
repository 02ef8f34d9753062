import type { RefusalReason } from '../trigger-refusal.js';

/** A step that reads or writes the table: enough for two calls that answer, and for one that had to be repeated. */
export const stepLimitMs = 3_500;

/** The members of `response` that a step sets. */
export type ResponseMembers = Readonly<Record<string, unknown>>;

/** One handler on a trigger's sources. */
export interface TriggerStep<Event> {
  /** What the log calls it. */
  readonly name: string;
  readonly limitMs: number;
  /**
   * What its failing means. A reason: the trigger fails, and the person is told so. A function: the step may be skipped,
   * and the function says what stands in its place.
   */
  readonly onFailure: RefusalReason | ((event: Event) => ResponseMembers);
  /** @throws TriggerRefusal to say no on purpose; anything else that is thrown counts as failing */
  run(event: Event): Promise<ResponseMembers>;
}

/** Everything that one trigger does: its steps in the order in which they run, each within its own time. */
export interface Trigger<Event> {
  readonly steps: readonly TriggerStep<Event>[];
}
