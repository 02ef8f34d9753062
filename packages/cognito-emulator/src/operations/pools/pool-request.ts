import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { PoolConfiguration, SentMembers } from '../../pool/pool-configuration.js';
import { withoutGivenFunctions } from '../../triggers/lambda-config.js';
import { lambdaConfig } from './lambda-config-request.js';

const sent = z.record(z.string(), z.unknown()).optional();

/** Members that are stored and described as sent; some of them the emulator does not act on. */
const stored = {
  SmsVerificationMessage: z.string().optional(),
  EmailVerificationMessage: z.string().optional(),
  EmailVerificationSubject: z.string().optional(),
  VerificationMessageTemplate: sent,
  SmsAuthenticationMessage: z.string().optional(),
  DeviceConfiguration: sent,
  EmailConfiguration: sent,
  SmsConfiguration: sent,
  UserPoolAddOns: sent,
  AccountRecoverySetting: sent,
  UserPoolTier: z.string().optional(),
  KeyConfiguration: sent,
  IssuerConfiguration: sent,
  DcrConfiguration: sent,
  AcrConfiguration: sent,
};

/** The members of CreateUserPool that UpdateUserPool may change. */
export const poolRequest = {
  ...stored,
  Policies: z
    .object({
      PasswordPolicy: z
        .object({
          MinimumLength: z.int().optional(),
          RequireUppercase: z.boolean().optional(),
          RequireLowercase: z.boolean().optional(),
          RequireNumbers: z.boolean().optional(),
          RequireSymbols: z.boolean().optional(),
          PasswordHistorySize: z.int().optional(),
          TemporaryPasswordValidityDays: z.int().optional(),
        })
        .optional(),
      SignInPolicy: sent,
    })
    .optional(),
  MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).optional(),
  AutoVerifiedAttributes: z.array(z.enum(['email', 'phone_number'])).optional(),
  UserAttributeUpdateSettings: z
    .object({ AttributesRequireVerificationBeforeUpdate: z.array(z.enum(['email', 'phone_number'])).optional() })
    .optional(),
  AdminCreateUserConfig: z
    .object({
      AllowAdminCreateUserOnly: z.boolean().optional(),
      UnusedAccountValidityDays: z.int().optional(),
      InviteMessageTemplate: sent,
    })
    .optional(),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  LambdaConfig: lambdaConfig.optional(),
  UserPoolTags: z.record(z.string(), z.string()).optional(),
};

export type PoolSettings = z.infer<z.ZodObject<typeof poolRequest>>;

/**
 * What a request makes of a pool: members that it leaves out go to their defaults, in UpdateUserPool too.
 *
 * @throws CognitoError InvalidParameterException for settings that contradict each other
 */
export function poolSettings(input: PoolSettings) {
  const verified = input.AutoVerifiedAttributes ?? [];
  const waiting = input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate;
  if (!(waiting ?? []).every((name) => verified.includes(name))) {
    throw invalidParameter('AttributesRequireVerificationBeforeUpdate must be a subset of AutoVerifiedAttributes.');
  }
  requireFreeAccount(input);
  return {
    settings: settingsOf(input),
    passwordPolicy: passwordPolicy(input),
    autoVerifiedAttributes: verified,
    ...(waiting !== undefined && { attributesRequiringVerification: waiting }),
    adminCreateUserOnly: input.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
    deletionProtection: input.DeletionProtection ?? 'INACTIVE',
    preTokenGenerationVersion: input.LambdaConfig?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0',
    lambdaConfig: input.LambdaConfig && withoutGivenFunctions(input.LambdaConfig),
    ...(input.UserPoolTags !== undefined && { tags: input.UserPoolTags }),
  } satisfies Partial<PoolConfiguration>;
}

function settingsOf(input: PoolSettings): SentMembers {
  const { Policies, AdminCreateUserConfig, UserAttributeUpdateSettings, ...members } = input;
  return {
    ...Object.fromEntries(Object.keys(stored).map((name) => [name, members[name as keyof typeof stored]])),
    PasswordHistorySize: Policies?.PasswordPolicy?.PasswordHistorySize,
    SignInPolicy: Policies?.SignInPolicy,
    InviteMessageTemplate: AdminCreateUserConfig?.InviteMessageTemplate,
    ...(UserAttributeUpdateSettings !== undefined && { UserAttributeUpdateSettings }),
  };
}

function requireFreeAccount({ Policies, AdminCreateUserConfig }: PoolSettings): void {
  const days = AdminCreateUserConfig?.UnusedAccountValidityDays;
  const temporary = Policies?.PasswordPolicy?.TemporaryPasswordValidityDays;
  if (days !== undefined && temporary !== undefined && days !== temporary) {
    throw invalidParameter(
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    );
  }
}

// AWS, "Adding user pool password requirements": with no policy given, all kinds of characters; with one, what it says
function passwordPolicy({ Policies, AdminCreateUserConfig }: PoolSettings): PoolConfiguration['passwordPolicy'] {
  const given = Policies?.PasswordPolicy;
  const otherwise = given === undefined;
  return {
    minimumLength: given?.MinimumLength ?? 8,
    requireUppercase: given?.RequireUppercase ?? otherwise,
    requireLowercase: given?.RequireLowercase ?? otherwise,
    requireNumbers: given?.RequireNumbers ?? otherwise,
    requireSymbols: given?.RequireSymbols ?? otherwise,
    temporaryPasswordValidityDays:
      given?.TemporaryPasswordValidityDays ?? AdminCreateUserConfig?.UnusedAccountValidityDays ?? 7,
  };
}
