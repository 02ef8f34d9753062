import * as z from 'zod';
import { CognitoError, invalidParameter } from '../../cognito-error.js';
import { isStandardAttribute } from '../../pool/attributes.js';
import type { ClientConfiguration, PoolConfiguration } from '../../pool/pool-configuration.js';
import { resourceScopesOf } from '../../tokens/scopes.js';
import { validityRequest, validitySettings } from './token-validity.js';

const attributeNames = z.array(z.string().min(1).max(2048)).optional();
const addresses = z.array(z.string().min(1).max(1024)).max(100).optional();

/** The members of CreateUserPoolClient that UpdateUserPoolClient may change. */
export const clientRequest = {
  ...validityRequest,
  ReadAttributes: attributeNames,
  WriteAttributes: attributeNames,
  ExplicitAuthFlows: z
    .array(
      z.enum([
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
      ]),
    )
    .optional(),
  SupportedIdentityProviders: z.array(z.string().min(1).max(32)).optional(),
  CallbackURLs: addresses,
  LogoutURLs: addresses,
  DefaultRedirectURI: z.string().min(1).max(1024).optional(),
  AllowedOAuthFlows: z
    .array(z.enum(['code', 'implicit', 'client_credentials']))
    .max(3)
    .optional(),
  AllowedOAuthScopes: z.array(z.string().min(1).max(256)).max(50).optional(),
  AllowedOAuthFlowsUserPoolClient: z.boolean().optional(),
  PreventUserExistenceErrors: z.enum(['LEGACY', 'ENABLED']).optional(),
  EnableTokenRevocation: z.boolean().optional(),
  AuthSessionValidity: z.int().min(3).max(15).optional(),
  RefreshTokenRotation: z
    .object({ Feature: z.enum(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: z.int().min(0).max(60).optional() })
    .optional(),
};

export type ClientSettings = z.infer<z.ZodObject<typeof clientRequest>>;

export const clientName = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\w\s+=,.@-]+$/);

/**
 * What a request makes of a client: members that it leaves out go to CreateUserPoolClient's defaults, in an update too.
 * Throws InvalidParameterException, InvalidOAuthFlowException and ScopeDoesNotExistException.
 */
export function clientSettings(pool: PoolConfiguration, input: ClientSettings, hasSecret: boolean) {
  requireKnown(pool, [...(input.ReadAttributes ?? []), ...(input.WriteAttributes ?? [])]);
  requireScopes(pool, input.AllowedOAuthScopes ?? []);
  const rotates = input.RefreshTokenRotation?.Feature === 'ENABLED';
  if (rotates && input.ExplicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH') === true) {
    throw invalidParameter('Refresh token rotation cannot be enabled with ALLOW_REFRESH_TOKEN_AUTH.');
  }
  return {
    ...validitySettings(input),
    readAttributes: input.ReadAttributes,
    writeAttributes: input.WriteAttributes,
    explicitAuthFlows: input.ExplicitAuthFlows ?? defaultFlows(rotates),
    callbackUrls: input.CallbackURLs ?? [],
    logoutUrls: input.LogoutURLs ?? [],
    defaultRedirectUri: defaultRedirect(input),
    allowedOAuthFlows: oauthFlows(input, hasSecret),
    allowedOAuthScopes: input.AllowedOAuthScopes ?? [],
    supportedIdentityProviders: input.SupportedIdentityProviders ?? [],
    preventUserExistenceErrors: input.PreventUserExistenceErrors ?? 'LEGACY',
    tokenRevocation: input.EnableTokenRevocation ?? true,
    authSessionMinutes: input.AuthSessionValidity ?? 3,
    refreshTokenRotation: rotates
      ? { graceSeconds: input.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0 }
      : undefined,
  } satisfies Partial<ClientConfiguration>;
}

// CreateUserPoolClient: "If you don't specify a value for ExplicitAuthFlows, your app client supports ..."
function defaultFlows(rotates: boolean): ClientConfiguration['explicitAuthFlows'] {
  const flows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'] as const;
  return rotates ? flows : [...flows, 'ALLOW_REFRESH_TOKEN_AUTH'];
}

function requireKnown(pool: PoolConfiguration, names: readonly string[]): void {
  for (const name of names) {
    if (isStandardAttribute(name) || pool.customAttributes.some((custom) => custom.name === name)) continue;
    throw invalidParameter(`Invalid attribute specified while creating a client: ${name}`);
  }
}

// what a client may ask for besides the scopes of the pool's resource servers
const standardScopes = ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'];

function requireScopes(pool: PoolConfiguration, asked: readonly string[]): void {
  const known = [...standardScopes, ...resourceScopesOf(pool)];
  const unknown = asked.filter((scope) => !known.includes(scope));
  if (unknown.length > 0) {
    throw new CognitoError('ScopeDoesNotExistException', `Invalid scope requested: ${unknown.join(', ')}`);
  }
}

function defaultRedirect({ DefaultRedirectURI, CallbackURLs = [] }: ClientSettings): string | undefined {
  if (DefaultRedirectURI === undefined || CallbackURLs.includes(DefaultRedirectURI)) return DefaultRedirectURI;
  throw invalidParameter('DefaultRedirectURI is not in the list of CallbackURLs.');
}

function oauthFlows({ AllowedOAuthFlows = [] }: ClientSettings, hasSecret: boolean): ('client_credentials' | 'code')[] {
  const flows = AllowedOAuthFlows.filter((flow) => flow !== 'implicit');
  if (flows.length < AllowedOAuthFlows.length) {
    throw invalidParameter('This emulator has no implicit flow: OAuth 2.1 has dropped it.');
  }
  if (flows.includes('client_credentials') && flows.length > 1) {
    throw new CognitoError(
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected along with code flow or implicit flow.',
    );
  }
  if (flows.includes('client_credentials') && !hasSecret) {
    throw new CognitoError(
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected if client does not have a client secret.',
    );
  }
  return flows;
}
