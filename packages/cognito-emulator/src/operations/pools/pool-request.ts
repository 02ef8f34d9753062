import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { PoolConfiguration } from '../../pool/pool-configuration.js';
import { withoutGivenFunctions } from '../../triggers/lambda-config.js';
import { lambdaConfig } from './lambda-config-request.js';

/** The members of CreateUserPool that UpdateUserPool may change, as far as the emulator acts on them. */
export const poolRequest = {
  Policies: z
    .object({
      PasswordPolicy: z
        .object({
          MinimumLength: z.int().min(6).max(99).optional(),
          RequireUppercase: z.boolean().optional(),
          RequireLowercase: z.boolean().optional(),
          RequireNumbers: z.boolean().optional(),
          RequireSymbols: z.boolean().optional(),
          TemporaryPasswordValidityDays: z.int().min(0).max(365).optional(),
        })
        .optional(),
    })
    .optional(),
  MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).optional(),
  AutoVerifiedAttributes: z.array(z.enum(['email', 'phone_number'])).optional(),
  UserAttributeUpdateSettings: z
    .object({ AttributesRequireVerificationBeforeUpdate: z.array(z.enum(['email', 'phone_number'])).optional() })
    .optional(),
  AdminCreateUserConfig: z.object({ AllowAdminCreateUserOnly: z.boolean().optional() }).optional(),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  LambdaConfig: lambdaConfig.optional(),
};

export type PoolSettings = z.infer<z.ZodObject<typeof poolRequest>>;

/**
 * What a request makes of a pool: members that it leaves out go to their defaults, in UpdateUserPool too.
 * Throws InvalidParameterException for what this emulator cannot be.
 */
export function poolSettings(input: PoolSettings) {
  const verified = input.AutoVerifiedAttributes ?? [];
  const waiting = input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  if ([...verified, ...waiting].includes('phone_number')) {
    throw invalidParameter('Phone numbers are not verified here: this user pool sends no SMS messages.');
  }
  if (!waiting.every((name) => verified.includes(name))) {
    throw invalidParameter('AttributesRequireVerificationBeforeUpdate must be a subset of AutoVerifiedAttributes.');
  }
  return {
    passwordPolicy: passwordPolicy(input.Policies?.PasswordPolicy),
    mfaConfiguration: input.MfaConfiguration ?? 'OFF',
    softwareTokenMfaEnabled: (input.MfaConfiguration ?? 'OFF') !== 'OFF',
    autoVerifiedAttributes: verified.filter((name) => name === 'email'),
    attributesRequiringVerification: waiting.filter((name) => name === 'email'),
    adminCreateUserOnly: input.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
    deletionProtection: input.DeletionProtection ?? 'INACTIVE',
    preTokenGenerationVersion: input.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0',
    lambdaConfig: input.LambdaConfig && withoutGivenFunctions(input.LambdaConfig),
  } satisfies Partial<PoolConfiguration>;
}

// AWS, "Adding user pool password requirements": with no policy given, all kinds of characters; with one, what it says
function passwordPolicy(given: NonNullable<PoolSettings['Policies']>['PasswordPolicy']) {
  const otherwise = given === undefined;
  return {
    minimumLength: given?.MinimumLength ?? 8,
    requireUppercase: given?.RequireUppercase ?? otherwise,
    requireLowercase: given?.RequireLowercase ?? otherwise,
    requireNumbers: given?.RequireNumbers ?? otherwise,
    requireSymbols: given?.RequireSymbols ?? otherwise,
    temporaryPasswordValidityDays: given?.TemporaryPasswordValidityDays ?? 7,
  };
}
