import * as z from 'zod';
import { envelope, once, userRequest } from './envelope.schema.js';

const names = () => z.array(z.string()).nullish();

/** Sources of a user's tokens. */
export const userTokenSources = [
  'TokenGeneration_HostedAuth',
  'TokenGeneration_Authentication',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_AuthenticateDevice',
  'TokenGeneration_RefreshTokens',
] as const;

export const userTokenVersions = ['1', '2', '3'] as const;

/**
 * A user is about to get tokens (docs/cognito-facts.md#l6). The version says how the answer must look: `1` is answered in
 * `claimsOverrideDetails`, `2` and `3` in `claimsAndScopeOverrideDetails`.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 *
 * @example
 * {
 *   "version": "2", "triggerSource": "TokenGeneration_Authentication", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "userAttributes": { "sub": "7d0f2c1e-0a57-4c4b-9d3c-0f6f2f8f3a11", "email_verified": "true",
 *     "email": "ada@sunrise-eye.com" }, "groupConfiguration": { "groupsToOverride": ["clinic-staff"],
 *     "iamRolesToOverride": [], "preferredRole": null }, "scopes": ["aws.cognito.signin.user.admin"] },
 *   "response": { "claimsAndScopeOverrideDetails": null }
 * }
 */
export const preTokenGenerationEvent = once(() =>
  z.looseObject({
    ...envelope(),
    version: z.enum(userTokenVersions),
    triggerSource: z.enum(userTokenSources),
    request: z.looseObject({
      ...userRequest(),
      groupConfiguration: z.looseObject({ groupsToOverride: names() }).nullish(),
      scopes: names(),
    }),
  }),
);

export type PreTokenGenerationEvent = z.output<ReturnType<typeof preTokenGenerationEvent>>;

/**
 * A machine is about to get a token (client_credentials); version `3` only, and without a user (docs/cognito-facts.md#l6, #t14).
 *
 * @example
 * {
 *   "version": "3", "triggerSource": "TokenGeneration_ClientCredentials", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "1example23456789",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": "1example23456789" },
 *   "request": { "userAttributes": {}, "groupConfiguration": { "groupsToOverride": [] }, "scopes": ["portal/read"] },
 *   "response": { "claimsAndScopeOverrideDetails": null }
 * }
 */
export const machineTokenEvent = once(() =>
  z.looseObject({
    ...envelope(),
    version: z.literal('3'),
    triggerSource: z.literal('TokenGeneration_ClientCredentials'),
  }),
);

export type MachineTokenEvent = z.output<ReturnType<typeof machineTokenEvent>>;
