import * as z from 'zod';

/** Makes a schema when it is first needed: a cold start sees one kind of event, and pays for no other's schema. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Attributes as the event carries them. Cognito sends strings; what is made of them is each rule's own business. */
export const attributes = once(() => z.record(z.string(), z.unknown()));

/**
 * What every trigger event has (docs/cognito-facts.md#l1). Unknown members pass at every level: Cognito adds to its events without notice,
 * and a trigger must hand the whole event back.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html#cognito-user-pools-lambda-trigger-event-parameter-shared
 */
export const envelope = () => ({
  version: z.string(),
  triggerSource: z.string(),
  region: z.string(),
  userPoolId: z.string(),
  /** A UUID where people sign in by e-mail (docs/cognito-facts.md#t3). */
  userName: z.string().nullish(),
  callerContext: z.looseObject({ awsSdkVersion: z.string().nullish(), clientId: z.string() }),
  request: z.looseObject({}),
  response: z.looseObject({}).nullish(),
});

/** Where an event says that it comes from: what every trigger event has, however the rest of it looks. */
export const eventOrigin = once(() =>
  z.looseObject({
    triggerSource: z.string(),
    region: z.string(),
    userPoolId: z.string(),
    callerContext: z.looseObject({ clientId: z.string() }),
  }),
);

export type EventOrigin = z.output<ReturnType<typeof eventOrigin>>;

/** An event of a source that is not known. */
export const anyEvent = once(() => z.looseObject(envelope()));

export type AnyEvent = z.output<ReturnType<typeof anyEvent>>;

/** The members that nearly every request shares. */
export const userRequest = () => ({
  userAttributes: attributes(),
  clientMetadata: attributes().nullish(),
});
