import * as z from 'zod';
import { attributes, envelope, once, userRequest } from './envelope.schema.js';

export const preSignUpSources = [
  'PreSignUp_SignUp',
  'PreSignUp_AdminCreateUser',
  'PreSignUp_ExternalProvider',
] as const;

/**
 * Somebody signs up, is invited by an administrator, or comes from another provider for the first time (docs/cognito-facts.md#l3).
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "PreSignUp_SignUp", "region": "us-east-1", "userPoolId": "us-east-1_AbCdEf123",
 *   "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": { "email": "ada@sunrise-eye.com" }, "validationData": null },
 *   "response": { "autoConfirmUser": false, "autoVerifyEmail": false, "autoVerifyPhone": false }
 * }
 */
export const preSignUpEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.enum(preSignUpSources),
    request: z.looseObject({ ...userRequest(), validationData: attributes().nullish() }),
  }),
);

export type PreSignUpEvent = z.output<ReturnType<typeof preSignUpEvent>>;
