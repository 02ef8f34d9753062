import * as z from 'zod';

/** Attributes as the event carries them. Cognito sends strings; what is made of them is each rule's own business. */
export const attributes = z.record(z.string(), z.unknown());

/**
 * What every trigger event has (fact L1). Unknown members pass at every level: Cognito adds to its events without notice,
 * and a trigger must hand the whole event back.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html#cognito-user-pools-lambda-trigger-event-parameter-shared
 */
export const envelope = z.looseObject({
  version: z.string(),
  triggerSource: z.string(),
  region: z.string(),
  userPoolId: z.string(),
  /** A UUID where people sign in by e-mail (fact T3); absent from a machine's token request. */
  userName: z.string().nullish(),
  callerContext: z.looseObject({ awsSdkVersion: z.string().nullish(), clientId: z.string() }),
  request: z.looseObject({}),
  response: z.looseObject({}).nullish(),
});

export type Envelope = z.output<typeof envelope>;

/** The members that nearly every request shares. */
export const userRequest = {
  userAttributes: attributes,
  clientMetadata: attributes.nullish(),
};
