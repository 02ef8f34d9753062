import * as z from 'zod';
import { CognitoError, invalidParameter } from '../../cognito-error.js';
import { isStandardAttribute } from '../../pool/attribute-schema.js';
import type { ClientConfiguration, PoolConfiguration } from '../../pool/pool-configuration.js';
import { resourceScopesOf } from '../../tokens/scopes.js';
import { requireRedirectAddress } from './redirect-addresses.js';
import { validityRequest, validitySettings } from './token-validity.js';

const names = z.array(z.string()).optional();

/** The members of CreateUserPoolClient that UpdateUserPoolClient may change. */
export const clientRequest = {
  ...validityRequest,
  ReadAttributes: names,
  WriteAttributes: names,
  ExplicitAuthFlows: z
    .array(
      z.enum([
        'ADMIN_NO_SRP_AUTH',
        'CUSTOM_AUTH_FLOW_ONLY',
        'USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
      ]),
    )
    .optional(),
  SupportedIdentityProviders: names,
  CallbackURLs: names,
  LogoutURLs: names,
  DefaultRedirectURI: z.string().optional(),
  AllowedOAuthFlows: z.array(z.enum(['code', 'implicit', 'client_credentials'])).optional(),
  AllowedOAuthScopes: names,
  AllowedOAuthFlowsUserPoolClient: z.boolean().optional(),
  AnalyticsConfiguration: z.record(z.string(), z.unknown()).optional(),
  PreventUserExistenceErrors: z.enum(['LEGACY', 'ENABLED']).optional(),
  EnableTokenRevocation: z.boolean().optional(),
  EnablePropagateAdditionalUserContextData: z.boolean().optional(),
  AuthSessionValidity: z.int().optional(),
  RefreshTokenRotation: z
    .object({ Feature: z.enum(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: z.int().optional() })
    .optional(),
};

export type ClientSettings = z.infer<z.ZodObject<typeof clientRequest>>;

/** What the members of a client are checked against. */
export interface ClientSurroundings {
  readonly pool: PoolConfiguration;
  readonly hasSecret: boolean;
  /** The identity providers of the pool, by name. */
  readonly providers: readonly string[];
}

/**
 * What a request makes of a client: members that it leaves out go to CreateUserPoolClient's defaults, in an update too.
 *
 * @throws CognitoError InvalidParameterException, InvalidOAuthFlowException, ScopeDoesNotExistException
 */
export function clientSettings({ pool, hasSecret, providers }: ClientSurroundings, input: ClientSettings) {
  requireKnown(pool, [...(input.ReadAttributes ?? []), ...(input.WriteAttributes ?? [])]);
  requireScopes(pool, input.AllowedOAuthScopes ?? []);
  requireProviders(pool, input.SupportedIdentityProviders ?? [], providers);
  for (const address of [...(input.CallbackURLs ?? []), ...(input.LogoutURLs ?? [])]) requireRedirectAddress(address);
  const rotates = input.RefreshTokenRotation?.Feature === 'ENABLED';
  if (rotates && input.ExplicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH') === true) {
    throw invalidParameter('Refresh token rotation cannot be enabled with ALLOW_REFRESH_TOKEN_AUTH.');
  }
  requireOneGeneration(input.ExplicitAuthFlows ?? []);
  return {
    ...validitySettings(input),
    settings: sentMembers(input),
    readAttributes: input.ReadAttributes,
    writeAttributes: input.WriteAttributes,
    explicitAuthFlows: input.ExplicitAuthFlows ?? defaultFlows(rotates),
    callbackUrls: input.CallbackURLs ?? [],
    logoutUrls: input.LogoutURLs ?? [],
    defaultRedirectUri: defaultRedirect(input),
    allowedOAuthFlows: oauthFlows(input, hasSecret),
    allowedOAuthScopes: input.AllowedOAuthScopes ?? [],
    oauthEnabled: input.AllowedOAuthFlowsUserPoolClient ?? false,
    supportedIdentityProviders: input.SupportedIdentityProviders ?? [],
    preventUserExistenceErrors: input.PreventUserExistenceErrors ?? 'LEGACY',
    tokenRevocation: input.EnableTokenRevocation ?? true,
    authSessionMinutes: input.AuthSessionValidity ?? 3,
    refreshTokenRotation: rotates
      ? { graceSeconds: input.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0 }
      : undefined,
  } satisfies Partial<ClientConfiguration>;
}

/** The members to describe the client by. An empty list is none. */
function sentMembers(input: ClientSettings): Record<string, unknown> {
  const sent = Object.keys(clientRequest).map((name) => [name, input[name as keyof ClientSettings]] as const);
  return Object.fromEntries(
    sent.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}

/** Flows of the first API cannot be named beside those of today. */
function requireOneGeneration(flows: readonly string[]): void {
  const current = flows.filter((flow) => flow.startsWith('ALLOW_'));
  if (current.length === 0 || current.length === flows.length) return;
  throw invalidParameter('Cannot specify both legacy ExplicitAuthFlows and new ExplicitAuthFlows at the same time.');
}

function requireProviders(pool: PoolConfiguration, asked: readonly string[], known: readonly string[]): void {
  const unknown = asked.find((name) => name !== 'COGNITO' && !known.includes(name));
  if (unknown !== undefined) {
    throw invalidParameter(`The provider ${unknown} does not exist for User Pool ${pool.id}.`);
  }
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

function oauthFlows(input: ClientSettings, hasSecret: boolean): ClientConfiguration['allowedOAuthFlows'] {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [], CallbackURLs = [] } = input;
  if (input.AllowedOAuthFlowsUserPoolClient === true && (flows.length === 0 || scopes.length === 0)) {
    throw invalidParameter(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    );
  }
  if (flows.includes('client_credentials')) {
    if (flows.length > 1) {
      throw invalidFlow('client_credentials flow can not be selected along with code flow or implicit flow.');
    }
    if (!hasSecret) {
      throw invalidFlow('client_credentials flow can not be selected if client does not have a client secret.');
    }
    if (scopes.includes('openid')) throw invalidFlow('openid scope can not be selected with client_credentials flow.');
  } else if (flows.length > 0 && CallbackURLs.length === 0) {
    throw invalidFlow('CallbackURLs can not be empty if code flow or implicit flow is selected.');
  }
  return flows;
}

function invalidFlow(message: string): CognitoError {
  return new CognitoError('InvalidOAuthFlowException', message);
}
