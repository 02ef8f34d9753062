import type { UserPoolClientType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import { checkPool } from './pool-checks.js';
import type { PoolDescription } from './pool-description.js';

const client: UserPoolClientType = {
  ClientId: '1example23456789',
  ClientName: 'web',
  ReadAttributes: ['email', 'custom:clinic_id'],
  WriteAttributes: ['email'],
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  AllowedOAuthFlows: ['code'],
  CallbackURLs: ['http://localhost:5173/callback', 'https://portal.clinic.com/callback'],
  LogoutURLs: ['https://portal.clinic.com'],
  EnableTokenRevocation: true,
  PreventUserExistenceErrors: 'ENABLED',
  AccessTokenValidity: 60,
  RefreshTokenValidity: 30,
  TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'days' },
};

const pool: UserPoolType = {
  UserPoolTier: 'ESSENTIALS',
  LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: 'arn:aws:lambda:x' } },
  SchemaAttributes: [{ Name: 'custom:clinic_id' }, { Name: 'custom:role' }],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  Policies: { PasswordPolicy: { MinimumLength: 8 } },
};

const mfa: PoolDescription['mfa'] = {
  MfaConfiguration: 'OPTIONAL',
  SoftwareTokenMfaConfiguration: { Enabled: true },
};

const codes = (changes: Partial<PoolDescription>) =>
  checkPool({ pool, clients: [client], mfa, ...changes }).map(({ code }) => code);
const ofClient = (changes: UserPoolClientType) => codes({ clients: [{ ...client, ...changes }] });
const ofPool = (changes: UserPoolType) => codes({ pool: { ...pool, ...changes } });

describe('the settings of a pool', () => {
  it('are found in order when they are', () => {
    expect(codes({})).toEqual([]);
  });

  it('let users write their own clinic or role (docs/cognito-facts.md#a1, docs/cognito-facts.md#a2)', () => {
    expect(ofClient({ WriteAttributes: ['email', 'custom:clinic_id'] })).toEqual(['authority_writable']);
    expect(ofClient({ WriteAttributes: ['custom:role'] })).toEqual(['authority_writable']);
    expect(ofClient({ WriteAttributes: undefined })).toEqual(['write_attributes_missing']);
    expect(ofClient({ WriteAttributes: [] })).toEqual(['write_attributes_missing']);
  });

  it('hide the clinic from ID tokens (docs/cognito-facts.md#a4)', () => {
    expect(ofClient({ ReadAttributes: undefined })).toEqual(['read_attributes_missing']);
    expect(ofClient({ ReadAttributes: ['email'] })).toEqual(['clinic_not_readable']);
  });

  it('allow the implicit grant', () => {
    expect(ofClient({ AllowedOAuthFlows: ['code', 'implicit'] })).toEqual(['implicit_grant']);
  });

  it('wire a V1 trigger where claims in access tokens are expected, or none, or one that the plan does not have (docs/cognito-facts.md#l6)', () => {
    expect(ofPool({ LambdaConfig: { PreTokenGeneration: 'arn:aws:lambda:x' } })).toEqual(['v1_token_trigger']);
    const v1 = { PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn: 'arn:aws:lambda:x' } } as const;
    expect(ofPool({ LambdaConfig: v1 })).toEqual(['v1_token_trigger']);
    expect(ofPool({ LambdaConfig: {} })).toEqual(['no_token_trigger']);
    expect(ofPool({ UserPoolTier: 'LITE' })).toEqual(['plan_too_small']);
  });

  it('leave revocation off, or tell who is registered', () => {
    expect(ofClient({ EnableTokenRevocation: false })).toEqual(['revocation_off']);
    expect(ofClient({ EnableTokenRevocation: undefined })).toEqual(['revocation_off']);
    expect(ofClient({ PreventUserExistenceErrors: 'LEGACY' })).toEqual(['user_existence_shown']);
  });

  it('let tokens live long, in whatever unit; 0 and nothing are the defaults', () => {
    const units = (AccessToken: 'hours' | 'seconds', RefreshToken: 'days' | 'hours') => ({ AccessToken, RefreshToken });
    expect(ofClient({ AccessTokenValidity: 61 })).toEqual(['access_token_long']);
    expect(ofClient({ AccessTokenValidity: 2, TokenValidityUnits: undefined })).toEqual(['access_token_long']);
    expect(ofClient({ AccessTokenValidity: 3_600, TokenValidityUnits: units('seconds', 'days') })).toEqual([]);
    expect(ofClient({ RefreshTokenValidity: 31 })).toEqual(['refresh_token_long']);
    expect(
      ofClient({ RefreshTokenValidity: 721, TokenValidityUnits: units('hours', 'hours'), AccessTokenValidity: 1 }),
    ).toEqual(['refresh_token_long']);
    expect(ofClient({ AccessTokenValidity: 0, RefreshTokenValidity: 0 })).toEqual([]);
  });

  it('let passwords travel from public clients, or codes over plain http', () => {
    const ExplicitAuthFlows: UserPoolClientType['ExplicitAuthFlows'] = ['ALLOW_USER_PASSWORD_AUTH'];
    expect(ofClient({ ExplicitAuthFlows })).toEqual(['password_flow_public']);
    expect(ofClient({ ExplicitAuthFlows, ClientSecret: 'x' })).toEqual([]);
    expect(ofClient({ CallbackURLs: ['http://portal.clinic.com/callback'] })).toEqual(['callback_not_https']);
    expect(ofClient({ CallbackURLs: ['http://localhost.evil.example/callback'] })).toEqual(['callback_not_https']);
  });

  it('take an unverified address (docs/cognito-facts.md#a5), short passwords, no second factor, or lack the attributes (docs/cognito-facts.md#a3)', () => {
    expect(ofPool({ UserAttributeUpdateSettings: undefined })).toEqual(['email_change_unverified']);
    expect(ofPool({ Policies: { PasswordPolicy: { MinimumLength: 6 } } })).toEqual(['weak_password_policy']);
    expect(ofPool({ SchemaAttributes: [{ Name: 'custom:role' }] })).toEqual(['attribute_not_in_schema']);
    expect(codes({ mfa: { MfaConfiguration: 'OFF' } })).toEqual(['mfa_off']);
    expect(codes({ mfa: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: false } } })).toEqual([
      'totp_off',
    ]);
  });

  it('are told for each client by its name, never with its secret', () => {
    const clients = [
      client,
      { ...client, ClientName: 'server', ClientSecret: 'very-secret', EnableTokenRevocation: false },
    ];
    const findings = checkPool({ pool, clients, mfa });
    expect(findings.map(({ what }) => what)).toEqual(['App client server: token revocation is off.']);
    expect(JSON.stringify(findings)).not.toContain('very-secret');
  });
});
