import type { ClientConfiguration, PoolConfiguration } from './pool/pool-configuration.js';

/** A user pool before an installation gives it an id. */
export type PoolTemplate = Omit<PoolConfiguration, 'id' | 'region' | 'createdAt' | 'modifiedAt'>;

/** An app client before an installation gives it an id and, with `generateSecret`, a secret. */
export type ClientTemplate = Omit<
  ClientConfiguration,
  'id' | 'name' | 'secret' | 'secretCreatedAt' | 'secondSecret' | 'createdAt' | 'modifiedAt'
> & { readonly generateSecret: boolean };

/** A group of the first pool. */
export interface GroupTemplate {
  readonly name: string;
  readonly precedence?: number;
  readonly description?: string;
  readonly roleArn?: string;
}

/** The identity pool that takes the first pool's ID tokens. */
export interface IdentityPoolTemplate {
  readonly name?: string;
  /** Session tags of its credentials, each with the claim whose value it has (AWS, "Attributes for access control"). */
  readonly principalTags?: Readonly<Record<string, string>>;
}

/** The first pool, where the options say nothing else: users sign in by e-mail address, and MFA is a choice. */
export const defaultPool: PoolTemplate = {
  name: 'local',
  usernameAttributes: ['email'],
  passwordPolicy: {
    minimumLength: 8,
    requireUppercase: true,
    requireLowercase: true,
    requireNumbers: true,
    requireSymbols: false,
    temporaryPasswordValidityDays: 7,
  },
  customAttributes: [],
  preTokenGenerationVersion: 'V2_0',
  mfaConfiguration: 'OPTIONAL',
  softwareTokenMfaEnabled: true,
  requiredAttributes: ['email'],
  autoVerifiedAttributes: ['email'],
  adminCreateUserOnly: false,
  deletionProtection: 'INACTIVE',
  attributesRequiringVerification: ['email'],
};

/** A public client that signs in by SRP or password, where the options say nothing else. */
export const defaultClient: ClientTemplate = {
  generateSecret: false,
  explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  accessTokenSeconds: 3600,
  idTokenSeconds: 3600,
  refreshTokenSeconds: 30 * 24 * 3600,
  preventUserExistenceErrors: 'ENABLED',
  callbackUrls: [],
  logoutUrls: [],
  allowedOAuthFlows: [],
  allowedOAuthScopes: [],
};
