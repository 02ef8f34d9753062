import * as z from 'zod';
import { envelope, once, userRequest } from './envelope.schema.js';

export const postConfirmationSources = [
  'PostConfirmation_ConfirmSignUp',
  'PostConfirmation_ConfirmForgotPassword',
] as const;

/**
 * A sign-up was confirmed, or a forgotten password was replaced; never sent for invited users (docs/cognito-facts.md#l5).
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "PostConfirmation_ConfirmSignUp", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": { "sub": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11", "email": "ada@sunrise-eye.com",
 *     "email_verified": "true", "cognito:user_status": "CONFIRMED" } },
 *   "response": {}
 * }
 */
export const postConfirmationEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.enum(postConfirmationSources),
    request: z.looseObject(userRequest()),
  }),
);

export type PostConfirmationEvent = z.output<ReturnType<typeof postConfirmationEvent>>;
