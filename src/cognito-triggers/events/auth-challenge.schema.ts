import * as z from 'zod';
import { envelope, once, userRequest } from './envelope.schema.js';

/** The challenges answered so far; empty at the first step (docs/cognito-facts.md#l9). */
const session = () => z.array(z.looseObject({ challengeName: z.string(), challengeResult: z.boolean() })).nullish();

const challengeRequest = () => ({ ...userRequest(), userNotFound: z.boolean().nullish() });

/**
 * Which challenge comes next in a custom sign-in, or whether it is over.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "DefineAuthChallenge_Authentication", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": { "sub": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11" }, "session": [] },
 *   "response": { "challengeName": null, "issueTokens": null, "failAuthentication": null }
 * }
 */
export const defineAuthChallengeEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.literal('DefineAuthChallenge_Authentication'),
    request: z.looseObject({ ...challengeRequest(), session: session() }),
  }),
);

export type DefineAuthChallengeEvent = z.output<ReturnType<typeof defineAuthChallengeEvent>>;

/**
 * What a custom challenge asks.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "CreateAuthChallenge_Authentication", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": {}, "challengeName": "CUSTOM_CHALLENGE", "session": [] },
 *   "response": { "publicChallengeParameters": null, "privateChallengeParameters": null, "challengeMetadata": null }
 * }
 */
export const createAuthChallengeEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.literal('CreateAuthChallenge_Authentication'),
    request: z.looseObject({ ...challengeRequest(), challengeName: z.string().nullish(), session: session() }),
  }),
);

export type CreateAuthChallengeEvent = z.output<ReturnType<typeof createAuthChallengeEvent>>;

/**
 * Whether the answer to a custom challenge is right.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "VerifyAuthChallengeResponse_Authentication", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": {}, "privateChallengeParameters": { "answer": "5" }, "challengeAnswer": "5" },
 *   "response": { "answerCorrect": null }
 * }
 */
export const verifyAuthChallengeEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.literal('VerifyAuthChallengeResponse_Authentication'),
    request: z.looseObject(challengeRequest()),
  }),
);

export type VerifyAuthChallengeEvent = z.output<ReturnType<typeof verifyAuthChallengeEvent>>;
