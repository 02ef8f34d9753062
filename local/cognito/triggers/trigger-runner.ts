import * as z from 'zod';
import type { Clock } from '../clock.js';
import { CognitoError } from '../cognito-error.js';
import type { TriggerEvent, TriggerHandlers, TriggerName } from './trigger-event.js';

const limitInMilliseconds = 5_000;
const attempts = 3;
const answered = z.looseObject({ response: z.record(z.string(), z.unknown()) });

/** Runs trigger functions under Cognito's terms: JSON in and out, five seconds an attempt, three attempts (COGNITO L1). */
export class TriggerRunner {
  constructor(
    private readonly handlers: TriggerHandlers,
    private readonly clock: Clock,
  ) {}

  has(name: TriggerName): boolean {
    return this.handlers[name] !== undefined;
  }

  /**
   * The `response` of a trigger's answer; the event's own when no function is set. What the function throws becomes
   * UserLambdaValidationException (COGNITO L2); only silence is tried again.
   */
  async run(name: TriggerName, event: TriggerEvent): Promise<Readonly<Record<string, unknown>>> {
    const handler = this.handlers[name];
    if (handler === undefined) return event.response;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const outcome = await this.withinLimit(() => handler(structuredClone(event)));
      if (outcome === 'silent') continue;
      if ('error' in outcome) throw refusal(name, outcome.error);
      return responseOf(outcome.answer);
    }
    throw new CognitoError('UnexpectedLambdaException', `${name} invocation failed due to error Socket timeout.`);
  }

  private withinLimit(call: () => Promise<unknown>): Promise<'silent' | { answer: unknown } | { error: unknown }> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(limitInMilliseconds, () => {
        resolve('silent');
      });
      // a function that throws before its first await is a refusal like any other
      void Promise.resolve()
        .then(call)
        .then(
          (answer) => {
            resolve({ answer });
          },
          (error: unknown) => {
            resolve({ error });
          },
        )
        .finally(cancel);
    });
  }
}

function responseOf(answer: unknown): Readonly<Record<string, unknown>> {
  const parsed = answered.safeParse(answer);
  if (!parsed.success) throw invalidResponse();
  return z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(parsed.data.response)));
}

/** What an answer that does not fit its trigger is refused with. */
export function invalidResponse(): CognitoError {
  return new CognitoError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
}

function refusal(name: TriggerName, error: unknown): CognitoError {
  const message = error instanceof Error ? error.message : String(error);
  return new CognitoError('UserLambdaValidationException', `${name} failed with error ${message}.`);
}
