import * as z from 'zod';
import { attributes, envelope, once, userRequest } from './envelope.schema.js';

/**
 * A user is about to sign in. With `userNotFound` there is no such user, and the event exists to hide that.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "PreAuthentication_Authentication", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": { "sub": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11", "email": "ada@sunrise-eye.com" },
 *     "validationData": {}, "userNotFound": false },
 *   "response": {}
 * }
 */
export const preAuthenticationEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.literal('PreAuthentication_Authentication'),
    request: z.looseObject({
      ...userRequest(),
      validationData: attributes().nullish(),
      userNotFound: z.boolean().nullish(),
    }),
  }),
);

export type PreAuthenticationEvent = z.output<ReturnType<typeof preAuthenticationEvent>>;

/**
 * A user has signed in.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "PostAuthentication_Authentication", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": { "sub": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11" }, "newDeviceUsed": false },
 *   "response": {}
 * }
 */
export const postAuthenticationEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.literal('PostAuthentication_Authentication'),
    request: z.looseObject({ ...userRequest(), newDeviceUsed: z.boolean().nullish() }),
  }),
);

export type PostAuthenticationEvent = z.output<ReturnType<typeof postAuthenticationEvent>>;
