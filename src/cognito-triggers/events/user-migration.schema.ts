import * as z from 'zod';
import { attributes, envelope, once } from './envelope.schema.js';

export const userMigrationSources = ['UserMigration_Authentication', 'UserMigration_ForgotPassword'] as const;

/**
 * Somebody whom the pool does not know signs in or has forgotten a password. Only `_Authentication` carries the password
 * (docs/cognito-facts.md#l9), which nothing here keeps or logs.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 *
 * @example
 * {
 *   "version": "1", "triggerSource": "UserMigration_ForgotPassword", "region": "us-east-1",
 *   "userPoolId": "us-east-1_AbCdEf123", "userName": "ada@sunrise-eye.com",
 *   "callerContext": { "awsSdkVersion": "aws-sdk-js-3.600.0", "clientId": "1example23456789" },
 *   "request": { "validationData": null, "userAttributes": null },
 *   "response": { "userAttributes": null, "forceAliasCreation": null, "finalUserStatus": null, "messageAction": null,
 *     "desiredDeliveryMediums": null }
 * }
 */
export const userMigrationEvent = once(() =>
  z.looseObject({
    ...envelope(),
    triggerSource: z.enum(userMigrationSources),
    request: z.looseObject({
      password: z.string().nullish(),
      validationData: attributes().nullish(),
      clientMetadata: attributes().nullish(),
    }),
  }),
);

export type UserMigrationEvent = z.output<ReturnType<typeof userMigrationEvent>>;
