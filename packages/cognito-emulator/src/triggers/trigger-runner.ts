import * as z from 'zod';
import type { Clock } from '../clock.js';
import { CognitoError } from '../cognito-error.js';
import type { TriggerEvent, TriggerHandler, TriggerName } from './trigger-event.js';

const limitInMilliseconds = 5_000;
const attempts = 3;
// the whole event has to come back (COGNITO L1), not its response alone
const answered = z.looseObject({
  version: z.string(),
  triggerSource: z.string(),
  userPoolId: z.string(),
  request: z.looseObject({}),
  response: z.record(z.string(), z.unknown()),
});

type Outcome = 'silent' | { readonly answer: unknown } | { readonly error: unknown };

/** A function that could not be run at all, by the name of the error that kept it from running. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';
}

/** Runs trigger functions under Cognito's terms: JSON in and out, five seconds an attempt, three attempts (COGNITO L1). */
export class TriggerRunner {
  /** `find` gives the function that a trigger runs, if it has one now. */
  constructor(
    private readonly find: (name: TriggerName) => TriggerHandler | undefined,
    private readonly clock: Clock,
  ) {}

  has(name: TriggerName): boolean {
    return this.find(name) !== undefined;
  }

  /**
   * The `response` of a trigger's answer; the event's own when no function is set. What the function throws becomes
   * UserLambdaValidationException (COGNITO L2); only silence is tried again, and ends, like a function that cannot be run, in
   * UnexpectedLambdaException. The wording is that of errors seen in public: "PostAuthentication invocation failed due to error
   * Socket timeout while invoking Lambda function.", "PreSignUp invocation failed due to error AccessDeniedException."
   */
  async run(name: TriggerName, event: TriggerEvent): Promise<Readonly<Record<string, unknown>>> {
    const handler = this.find(name);
    if (handler === undefined) return event.response;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const outcome = await this.withinLimit((signal) => handler(structuredClone(event), signal));
      if (outcome === 'silent') continue;
      if ('error' in outcome) throw refusal(name, outcome.error);
      return responseOf(outcome.answer);
    }
    throw invocationFailed(name, 'Socket timeout while invoking Lambda function');
  }

  private withinLimit(call: (signal: AbortSignal) => Promise<unknown>): Promise<Outcome> {
    const waiting = new AbortController();
    return new Promise((resolve) => {
      const cancel = this.clock.after(limitInMilliseconds, () => {
        resolve('silent');
        waiting.abort();
      });
      // a function that throws before its first await is a refusal like any other
      void Promise.resolve(waiting.signal)
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
  if (error instanceof InvocationError) return invocationFailed(name, error.message);
  const message = error instanceof Error ? error.message : String(error);
  return new CognitoError('UserLambdaValidationException', `${name} failed with error ${message}.`);
}

function invocationFailed(name: TriggerName, reason: string): CognitoError {
  return new CognitoError('UnexpectedLambdaException', `${name} invocation failed due to error ${reason}.`);
}
