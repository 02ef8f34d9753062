import type { ClientConfiguration, PoolConfiguration } from './pool/pool-configuration.js';

const standardAttributes = ['email', 'name', 'given_name', 'family_name', 'phone_number', 'locale', 'zoneinfo'];

// custom:clinic_id and custom:role decide what a user may reach, so no client may write them (COGNITO A1, A2)
const client = {
  readAttributes: [...standardAttributes, 'email_verified', 'phone_number_verified', 'custom:clinic_id', 'custom:role'],
  writeAttributes: standardAttributes,
  accessTokenSeconds: 3600,
  idTokenSeconds: 3600,
  refreshTokenSeconds: 30 * 24 * 3600,
  preventUserExistenceErrors: 'ENABLED',
  callbackUrls: [],
  logoutUrls: [],
  allowedOAuthFlows: [],
  allowedOAuthScopes: [],
} as const;

/** The portal's user pool, before an installation gives it ids. */
export const portalPool: Omit<PoolConfiguration, 'id' | 'region' | 'createdAt'> = {
  name: 'portal-users-local',
  usernameAttributes: ['email'],
  passwordPolicy: {
    minimumLength: 8,
    requireUppercase: true,
    requireLowercase: true,
    requireNumbers: true,
    requireSymbols: false,
    temporaryPasswordValidityDays: 7,
  },
  customAttributes: [
    { name: 'custom:clinic_id', mutable: true, maxLength: 50 },
    { name: 'custom:role', mutable: true, maxLength: 256 },
  ],
  preTokenGenerationVersion: 'V2_0',
  mfaConfiguration: 'OPTIONAL',
  softwareTokenMfaEnabled: true,
  requiredAttributes: ['email'],
  autoVerifiedAttributes: ['email'],
  adminCreateUserOnly: false,
  deletionProtection: 'INACTIVE',
  attributesRequiringVerification: ['email'],
};

/** A client before an installation gives it an id and, if it is to have one, a secret. */
export type ClientTemplate = Omit<ClientConfiguration, 'id' | 'name' | 'secret' | 'createdAt'> & {
  readonly generateSecret: boolean;
};

export const clientNames = ['web', 'mobile', 'server'] as const;
export type ClientName = (typeof clientNames)[number];

/** The portal's three app clients: two public ones, and one whose secret never reaches a browser. */
export const portalClients: Readonly<Record<ClientName, ClientTemplate>> = {
  web: {
    ...client,
    generateSecret: false,
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    callbackUrls: ['http://localhost:5173/callback'],
    logoutUrls: ['http://localhost:5173'],
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: ['email', 'openid', 'profile'],
  },
  mobile: {
    ...client,
    generateSecret: false,
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  },
  server: {
    ...client,
    generateSecret: true,
    explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  },
};

/** The groups that exist from the start, in order of precedence. */
export const portalGroups = ['admin', 'clinic-staff', 'billing'] as const;
