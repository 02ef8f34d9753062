import type { RefusalReason } from '../trigger-refusal.js';

/** A trigger that reads or writes the table: enough for two calls that answer, and for one that had to be repeated. */
export const storeLimitMs = 3_500;

/** The members of `response` that a trigger sets. */
export type ResponseMembers = Readonly<Record<string, unknown>>;

/** What is done at one kind of event. */
export interface Trigger<Event> {
  readonly limitMs: number;
  /**
   * What its failing means. A reason: the trigger fails, and the person reads the reason's sentence. A function: it may be
   * skipped, and the function says what is answered instead.
   */
  readonly onFailure: RefusalReason | ((event: Event) => ResponseMembers);
  /** @throws TriggerRefusal to refuse on purpose; anything else that is thrown counts as failing */
  run(event: Event): Promise<ResponseMembers>;
}
