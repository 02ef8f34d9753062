import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import type { Diagnosis } from '../diagnosis.js';
import type { PoolDescription } from './pool-description.js';

/** What is wrong with settings for which `applies` is true. */
export interface Rule<Settings> extends Diagnosis {
  readonly applies: (settings: Settings) => boolean;
}

/**
 * Attributes that say where a user belongs and what they may do. Users who can write them choose for themselves:
 * docs/cognito-facts.md#a1, docs/cognito-facts.md#a2
 */
const authorityAttributes = ['custom:clinic_id', 'custom:role'];
const secondsIn = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

export const poolRules: readonly Rule<PoolDescription>[] = [
  {
    code: 'no_token_trigger',
    applies: ({ pool }) => !isTokenTriggerWired(pool),
    what: 'The pool has no pre-token-generation trigger.',
    why: 'Tokens lack custom:subscription and custom:features, and invited users get their profile at their first request only.',
    fix: 'aws_cognito_user_pool: lambda_config { pre_token_generation_config { lambda_version = "V2_0" } }.',
  },
  {
    code: 'v1_token_trigger',
    applies: ({ pool }) => isTokenTriggerWired(pool) && tokenTriggerVersion(pool) === 'V1_0',
    what: 'The pre-token-generation trigger is wired as V1.',
    // docs/cognito-facts.md#l6
    why: 'What it adds reaches the ID token only, never the access token that calls the API.',
    fix: 'pre_token_generation_config { lambda_version = "V2_0" } in lambda_config of aws_cognito_user_pool.',
  },
  {
    code: 'plan_too_small',
    applies: ({ pool }) =>
      isTokenTriggerWired(pool) && tokenTriggerVersion(pool) !== 'V1_0' && pool.UserPoolTier === 'LITE',
    what: 'The pre-token-generation trigger is wired as V2 or V3, and the pool is on the Lite plan.',
    // docs/cognito-facts.md#l6
    why: 'Versions 2 and 3 need the Essentials or Plus plan.',
    fix: 'user_pool_tier = "ESSENTIALS" in aws_cognito_user_pool.',
  },
  {
    code: 'attribute_not_in_schema',
    applies: ({ pool }) =>
      !authorityAttributes.every((name) => pool.SchemaAttributes?.some((attribute) => attribute.Name === name)),
    what: 'The schema of the pool lacks custom:clinic_id or custom:role.',
    // docs/cognito-facts.md#a3
    why: 'Triggers and clients that name it fail. It can be added later, but never removed or changed in type.',
    fix: 'schema { name = "clinic_id", attribute_data_type = "String", mutable = true } in aws_cognito_user_pool; the same for role.',
  },
  {
    code: 'email_change_unverified',
    applies: ({ pool }) =>
      pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes('email') !== true,
    what: 'A changed e-mail address takes effect before it is verified.',
    // docs/cognito-facts.md#a5
    why: 'A user can take an address that is not theirs.',
    fix: 'user_attribute_update_settings { attributes_require_verification_before_update = ["email"] } in aws_cognito_user_pool.',
  },
  {
    code: 'weak_password_policy',
    applies: ({ pool }) => (pool.Policies?.PasswordPolicy?.MinimumLength ?? 0) < 8,
    what: 'Passwords may be shorter than 8 characters.',
    why: 'Short passwords are guessed.',
    fix: 'password_policy { minimum_length = 8 } in aws_cognito_user_pool.',
  },
  {
    code: 'mfa_off',
    applies: ({ mfa }) => mfa.MfaConfiguration === undefined || mfa.MfaConfiguration === 'OFF',
    what: 'Multi-factor authentication is off.',
    why: 'Users cannot protect their sign-in by more than a password.',
    fix: 'mfa_configuration = "OPTIONAL" and software_token_mfa_configuration { enabled = true } in aws_cognito_user_pool.',
  },
  {
    code: 'totp_off',
    applies: ({ mfa }) => mfa.MfaConfiguration !== 'OFF' && mfa.SoftwareTokenMfaConfiguration?.Enabled === false,
    what: 'Software tokens (TOTP) are off.',
    why: 'Only messages are left as a second factor.',
    fix: 'software_token_mfa_configuration { enabled = true } in aws_cognito_user_pool.',
  },
];

export const clientRules: readonly Rule<UserPoolClientType>[] = [
  {
    code: 'write_attributes_missing',
    applies: ({ WriteAttributes: writable = [] }) => writable.length === 0,
    what: 'it has no list of writable attributes.',
    // docs/cognito-facts.md#a1, docs/cognito-facts.md#a2
    why: 'Then users may write every mutable attribute, custom:clinic_id among them, with their own token.',
    fix: 'write_attributes = ["email", "name"] on the aws_cognito_user_pool_client: what users may change, and nothing else.',
  },
  {
    code: 'authority_writable',
    applies: ({ WriteAttributes: writable = [] }) => authorityAttributes.some((name) => writable.includes(name)),
    what: 'users may write custom:clinic_id or custom:role.',
    // docs/cognito-facts.md#a1, docs/cognito-facts.md#a2
    why: 'With UpdateUserAttributes or SignUp they choose their own clinic or role.',
    fix: 'Take both out of write_attributes of the aws_cognito_user_pool_client.',
  },
  {
    code: 'read_attributes_missing',
    applies: ({ ReadAttributes: readable = [] }) => readable.length === 0,
    what: 'it has no list of readable attributes.',
    // docs/cognito-facts.md#a4
    why: 'The defaults hold no custom attribute that was added later, so that ID tokens lack it.',
    fix: 'read_attributes = ["email", "email_verified", "name", "custom:clinic_id", "custom:role"] on the aws_cognito_user_pool_client.',
  },
  {
    code: 'clinic_not_readable',
    applies: ({ ReadAttributes: readable = [] }) => readable.length > 0 && !readable.includes('custom:clinic_id'),
    what: 'it may not read custom:clinic_id.',
    // docs/cognito-facts.md#a4
    why: 'Its ID tokens lack the claim.',
    fix: 'Add "custom:clinic_id" to read_attributes of the aws_cognito_user_pool_client.',
  },
  {
    code: 'implicit_grant',
    applies: ({ AllowedOAuthFlows: flows = [] }) => flows.includes('implicit'),
    what: 'it allows the implicit grant.',
    why: 'Tokens stand in the address of the browser, in its history and in logs (RFC 9700, section 2.1.2).',
    fix: 'allowed_oauth_flows = ["code"] on the aws_cognito_user_pool_client, with PKCE in the application.',
  },
  {
    code: 'password_flow_public',
    applies: ({ ClientSecret: secret, ExplicitAuthFlows: flows = [] }) =>
      secret === undefined && flows.some((flow) => /^(?:ALLOW_)?USER_PASSWORD_AUTH$/.test(flow)),
    what: 'it is public and allows USER_PASSWORD_AUTH.',
    why: 'Passwords travel where SRP would not need them to.',
    fix: 'explicit_auth_flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] on the aws_cognito_user_pool_client.',
  },
  {
    code: 'callback_not_https',
    applies: ({ CallbackURLs: callbacks = [], LogoutURLs: logouts = [] }) =>
      [...callbacks, ...logouts].some((address) => /^http:/i.test(address) && !loopback.test(address)),
    what: 'a callback or logout address is plain http and not on this machine.',
    why: 'Codes can be read on the way.',
    fix: 'https in callback_urls and logout_urls of the aws_cognito_user_pool_client.',
  },
  {
    code: 'revocation_off',
    applies: ({ EnableTokenRevocation: enabled }) => enabled !== true,
    what: 'token revocation is off.',
    // docs/cognito-facts.md#t13
    why: 'Refresh tokens cannot be revoked, and tokens have no origin_jti, so that one sign-in cannot be ended.',
    fix: 'enable_token_revocation = true on the aws_cognito_user_pool_client.',
  },
  {
    code: 'user_existence_shown',
    applies: ({ PreventUserExistenceErrors: prevent }) => prevent !== 'ENABLED',
    what: 'it tells strangers who is registered.',
    why: 'Sign-in and reset answer differently for addresses that exist.',
    fix: 'prevent_user_existence_errors = "ENABLED" on the aws_cognito_user_pool_client.',
  },
  {
    code: 'access_token_long',
    applies: ({ AccessTokenValidity: validity, TokenValidityUnits: units }) =>
      orDefault(validity, 1) * secondsIn[units?.AccessToken ?? 'hours'] > secondsIn.hours,
    what: 'access tokens live for more than an hour.',
    why: 'A stolen one is good for as long wherever it is verified without asking.',
    fix: 'access_token_validity = 1 with token_validity_units { access_token = "hours" } on the aws_cognito_user_pool_client.',
  },
  {
    code: 'refresh_token_long',
    applies: ({ RefreshTokenValidity: validity, TokenValidityUnits: units }) =>
      orDefault(validity, 30) * secondsIn[units?.RefreshToken ?? 'days'] > 30 * secondsIn.days,
    what: 'refresh tokens live for more than 30 days.',
    why: 'A lost device stays signed in for as long.',
    fix: 'refresh_token_validity = 30 with token_validity_units { refresh_token = "days" } on the aws_cognito_user_pool_client.',
  },
];

const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/i;

type Pool = PoolDescription['pool'];

const isTokenTriggerWired = ({ LambdaConfig: triggers }: Pool): boolean =>
  triggers?.PreTokenGenerationConfig !== undefined || triggers?.PreTokenGeneration !== undefined;

/** A function that is wired by its ARN alone is called as V1. */
const tokenTriggerVersion = ({ LambdaConfig: triggers }: Pool): string =>
  triggers?.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0';

/** Cognito takes 0 and an absent value both for the default. */
const orDefault = (value: number | undefined, fallback: number): number =>
  value === undefined || value === 0 ? fallback : value;
