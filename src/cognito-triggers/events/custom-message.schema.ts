import * as z from 'zod';
import { envelope, once, userRequest } from './envelope.schema.js';

export const customMessageSources = [
  'CustomMessage_SignUp',
  'CustomMessage_AdminCreateUser',
  'CustomMessage_ResendCode',
  'CustomMessage_ForgotPassword',
  'CustomMessage_UpdateUserAttribute',
  'CustomMessage_VerifyUserAttribute',
  'CustomMessage_Authentication',
] as const;

/**
 * Cognito is about to send a code or an invitation (docs/cognito-facts.md#l9). An answer without messages means Cognito's own.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "CustomMessage_SignUp", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": { "email": "ada@sunrise-eye.com" }, "codeParameter": "{####}",
 *     "linkParameter": "{##Click Here##}", "usernameParameter": null },
 *   "response": { "smsMessage": null, "emailMessage": null, "emailSubject": null }
 * }
 */
export const customMessageEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.enum(customMessageSources),
    request: z.looseObject({
      ...userRequest(),
      codeParameter: z.string().nullish(),
      linkParameter: z.string().nullish(),
      usernameParameter: z.string().nullish(),
    }),
  }),
);

export type CustomMessageEvent = z.output<ReturnType<typeof customMessageEvent>>;
