import type {
  GetUserPoolMfaConfigResponse,
  UserPoolClientType,
  UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Diagnosis } from './diagnosis.js';

/** A user pool as its own operations describe it. */
export interface PoolDescription {
  readonly pool: UserPoolType;
  readonly clients: readonly UserPoolClientType[];
  readonly mfa: Pick<GetUserPoolMfaConfigResponse, 'MfaConfiguration' | 'SoftwareTokenMfaConfiguration'>;
}

/** Attributes that say where a user belongs and what they may do; a user who can write them chooses for themselves (A1, A2). */
const authorityAttributes = ['custom:clinic_id', 'custom:role'];
const secondsIn = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;

/** Everything in the settings of a pool and of its app clients that is unsafe or will surprise. */
export function checkPool({ pool, clients, mfa }: PoolDescription): readonly Diagnosis[] {
  return [...checkTokenTrigger(pool), ...checkSettings(pool, mfa), ...clients.flatMap((client) => checkClient(client))];
}

function checkTokenTrigger({ LambdaConfig: triggers = {}, UserPoolTier: tier }: UserPoolType): readonly Diagnosis[] {
  const version = triggers.PreTokenGenerationConfig?.LambdaVersion;
  const isWired = triggers.PreTokenGenerationConfig !== undefined || triggers.PreTokenGeneration !== undefined;
  if (!isWired) {
    return [
      {
        code: 'no_token_trigger',
        what: 'The pool has no pre-token-generation trigger.',
        why: 'Tokens lack custom:subscription and custom:features, and invited users get their profile at their first request only.',
        mend: 'aws_cognito_user_pool: lambda_config { pre_token_generation_config { lambda_version = "V2_0" } }.',
      },
    ];
  }
  if (version === undefined || version === 'V1_0') {
    return [
      {
        code: 'v1_token_trigger',
        what: 'The pre-token-generation trigger is wired as V1.',
        why: 'What it adds reaches the ID token only, never the access token that calls the API (fact L6).',
        mend: 'pre_token_generation_config { lambda_version = "V2_0" } in lambda_config of aws_cognito_user_pool.',
      },
    ];
  }
  if (tier !== 'LITE') return [];
  return [
    {
      code: 'plan_too_small',
      what: `The trigger is wired as ${version}, and the pool is on the Lite plan.`,
      why: 'Versions 2 and 3 need the Essentials or Plus plan (fact L6).',
      mend: 'user_pool_tier = "ESSENTIALS" in aws_cognito_user_pool.',
    },
  ];
}

function checkSettings(pool: UserPoolType, mfa: PoolDescription['mfa']): readonly Diagnosis[] {
  const { SchemaAttributes: schema = [], UserAttributeUpdateSettings: updates, Policies: policies } = pool;
  const lacking = authorityAttributes.filter((name) => !schema.some(({ Name }) => Name === name));
  return [
    ...when(lacking.length > 0, {
      code: 'attribute_not_in_schema',
      what: `The pool has no ${lacking.join(' and no ')}.`,
      why: 'Triggers and clients that name it fail; it can be added later, but never removed or retyped (fact A3).',
      mend: 'schema { name = "clinic_id", attribute_data_type = "String", mutable = true } in aws_cognito_user_pool.',
    }),
    ...when(updates?.AttributesRequireVerificationBeforeUpdate?.includes('email') !== true, {
      code: 'email_change_unverified',
      what: 'A changed e-mail address takes effect before it is verified.',
      why: 'A user can take an address that is not theirs (fact A5).',
      mend: 'user_attribute_update_settings { attributes_require_verification_before_update = ["email"] } in aws_cognito_user_pool.',
    }),
    ...when((policies?.PasswordPolicy?.MinimumLength ?? 0) < 8, {
      code: 'weak_password_policy',
      what: 'Passwords may be shorter than 8 characters.',
      why: 'Short passwords are guessed.',
      mend: 'password_policy { minimum_length = 8 } in aws_cognito_user_pool.',
    }),
    ...when(mfa.MfaConfiguration === undefined || mfa.MfaConfiguration === 'OFF', {
      code: 'mfa_off',
      what: 'Multi-factor authentication is off.',
      why: 'Users cannot protect their sign-in by more than a password.',
      mend: 'mfa_configuration = "OPTIONAL" and software_token_mfa_configuration { enabled = true } in aws_cognito_user_pool.',
    }),
    ...when(mfa.MfaConfiguration !== 'OFF' && mfa.SoftwareTokenMfaConfiguration?.Enabled === false, {
      code: 'totp_off',
      what: 'Software tokens (TOTP) are off.',
      why: 'Only messages are left as a second factor.',
      mend: 'software_token_mfa_configuration { enabled = true } in aws_cognito_user_pool.',
    }),
  ];
}

function checkClient(client: UserPoolClientType): readonly Diagnosis[] {
  const findings = [...checkAttributes(client), ...checkFlows(client), ...checkSessions(client)];
  const name = client.ClientName ?? client.ClientId ?? 'unnamed';
  return findings.map((finding) => ({ ...finding, what: `App client ${name}: ${finding.what}` }));
}

function checkAttributes({ ReadAttributes: read, WriteAttributes: write }: UserPoolClientType): readonly Diagnosis[] {
  const writable = authorityAttributes.filter((name) => write?.includes(name));
  return [
    ...when(write === undefined || write.length === 0, {
      code: 'write_attributes_missing',
      what: 'it has no list of writable attributes.',
      why: 'Then users may write every mutable attribute, custom:clinic_id among them, with their own token (facts A1, A2).',
      mend: 'write_attributes = ["email", "name"] on the aws_cognito_user_pool_client: what users may change, and nothing else.',
    }),
    ...when(writable.length > 0, {
      code: 'authority_writable',
      what: `users may write ${writable.join(' and ')}.`,
      why: 'With UpdateUserAttributes or SignUp they choose their own clinic or role (facts A1, A2).',
      mend: `Take ${writable.join(' and ')} out of write_attributes of the aws_cognito_user_pool_client.`,
    }),
    ...when(read === undefined || read.length === 0, {
      code: 'read_attributes_missing',
      what: 'it has no list of readable attributes.',
      why: 'The defaults hold no custom attribute made later, so that ID tokens lack it (fact A4).',
      mend: 'read_attributes = ["email", "email_verified", "name", "custom:clinic_id", "custom:role"] on the aws_cognito_user_pool_client.',
    }),
    ...when(read !== undefined && read.length > 0 && !read.includes('custom:clinic_id'), {
      code: 'clinic_not_readable',
      what: 'it may not read custom:clinic_id.',
      why: 'Its ID tokens lack the claim (fact A4).',
      mend: 'Add "custom:clinic_id" to read_attributes of the aws_cognito_user_pool_client.',
    }),
  ];
}

function checkFlows(client: UserPoolClientType): readonly Diagnosis[] {
  const { AllowedOAuthFlows: flows = [], ExplicitAuthFlows: signIns = [], ClientSecret: secret } = client;
  const plain = [...(client.CallbackURLs ?? []), ...(client.LogoutURLs ?? [])].filter(
    (address) => /^http:/i.test(address) && !/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/i.test(address),
  );
  return [
    ...when(flows.includes('implicit'), {
      code: 'implicit_grant',
      what: 'it allows the implicit grant.',
      why: 'Tokens stand in the address of the browser, in its history and in logs (RFC 9700, section 2.1.2).',
      mend: 'allowed_oauth_flows = ["code"] on the aws_cognito_user_pool_client, with PKCE in the application.',
    }),
    ...when(secret === undefined && signIns.some((flow) => /^(?:ALLOW_)?USER_PASSWORD_AUTH$/.test(flow)), {
      code: 'password_flow_public',
      what: 'it is public and allows USER_PASSWORD_AUTH.',
      why: 'Passwords travel where SRP would not need them to.',
      mend: 'explicit_auth_flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] on the aws_cognito_user_pool_client.',
    }),
    ...when(plain.length > 0, {
      code: 'callback_not_https',
      what: 'a callback or logout address is plain http and not on this machine.',
      why: 'Codes can be read on the way.',
      mend: 'https in callback_urls and logout_urls of the aws_cognito_user_pool_client.',
    }),
  ];
}

function checkSessions(client: UserPoolClientType): readonly Diagnosis[] {
  const units = client.TokenValidityUnits ?? {};
  const access = orDefault(client.AccessTokenValidity, 1) * secondsIn[units.AccessToken ?? 'hours'];
  const refresh = orDefault(client.RefreshTokenValidity, 30) * secondsIn[units.RefreshToken ?? 'days'];
  return [
    ...when(client.EnableTokenRevocation !== true, {
      code: 'revocation_off',
      what: 'token revocation is off.',
      why: 'Refresh tokens cannot be revoked, and tokens have no origin_jti, so that one sign-in cannot be ended (fact T13).',
      mend: 'enable_token_revocation = true on the aws_cognito_user_pool_client.',
    }),
    ...when(client.PreventUserExistenceErrors !== 'ENABLED', {
      code: 'user_existence_shown',
      what: 'it tells strangers who is registered.',
      why: 'Sign-in and reset answer differently for addresses that exist.',
      mend: 'prevent_user_existence_errors = "ENABLED" on the aws_cognito_user_pool_client.',
    }),
    ...when(access > secondsIn.hours, {
      code: 'access_token_long',
      what: 'access tokens live for more than an hour.',
      why: 'A stolen one is good for as long wherever it is verified without asking.',
      mend: 'access_token_validity = 1 with token_validity_units { access_token = "hours" } on the aws_cognito_user_pool_client.',
    }),
    ...when(refresh > 30 * secondsIn.days, {
      code: 'refresh_token_long',
      what: 'refresh tokens live for more than 30 days.',
      why: 'A lost device stays signed in for as long.',
      mend: 'refresh_token_validity = 30 with token_validity_units { refresh_token = "days" } on the aws_cognito_user_pool_client.',
    }),
  ];
}

function when(applies: boolean, diagnosis: Diagnosis): readonly Diagnosis[] {
  return applies ? [diagnosis] : [];
}

/** Cognito takes 0 and an absent value both for the default. */
function orDefault(value: number | undefined, fallback: number): number {
  return value === undefined || value === 0 ? fallback : value;
}
