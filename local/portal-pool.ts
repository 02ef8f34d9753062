import type {
  ClientTemplate,
  CognitoOptions,
  EmbeddedCognito,
  PoolTemplate,
} from '../packages/cognito-emulator/src/index.js';
import { startCognito } from '../packages/cognito-emulator/src/index.js';

const standardAttributes = ['email', 'name', 'given_name', 'family_name', 'phone_number', 'locale', 'zoneinfo'];

// custom:clinic_id and custom:role decide what a user may reach, so no client may write them
const client = {
  readAttributes: [...standardAttributes, 'email_verified', 'phone_number_verified', 'custom:clinic_id', 'custom:role'],
  writeAttributes: standardAttributes,
} as const;

/** The portal's user pool: `portal-users-{env}` as it is for development. */
const portalPool: Partial<PoolTemplate> = {
  name: 'portal-users-local',
  customAttributes: [
    { name: 'custom:clinic_id', mutable: true, maxLength: 50 },
    { name: 'custom:role', mutable: true, maxLength: 256 },
  ],
};

type ClientName = 'web' | 'mobile' | 'server';

/** The portal's three app clients: two public ones, and one whose secret never reaches a browser. */
const portalClients: Readonly<Record<ClientName, Partial<ClientTemplate>>> = {
  web: {
    ...client,
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    callbackUrls: ['http://localhost:5173/callback'],
    logoutUrls: ['http://localhost:5173'],
    allowedOAuthFlows: ['code'],
    // the last one lets a signed-in user set up an authenticator app and change their own attributes
    allowedOAuthScopes: ['email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
  },
  mobile: { ...client, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  server: {
    ...client,
    generateSecret: true,
    explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  },
};

/** The groups that exist from the start, in order of precedence. */
const portalGroups = ['admin', 'clinic-staff', 'billing'] as const;

/** How the portal's pool is started, and what differs from it; the clients keep what `clients` does not name. */
export interface PortalCognitoOptions extends Omit<CognitoOptions, 'clients' | 'groups'> {
  readonly clients?: Partial<Record<ClientName, Partial<ClientTemplate>>>;
}

/** The emulator with the portal's pool: its server client has a secret. */
export interface PortalCognito extends EmbeddedCognito<ClientName> {
  readonly clients: {
    readonly web: { readonly id: string };
    readonly mobile: { readonly id: string };
    readonly server: { readonly id: string; readonly secret: string };
  };
}

/** Starts the emulator with the portal's pool, app clients, groups and identity pool. Throws PortTakenError. */
export async function startPortalCognito(options: PortalCognitoOptions = {}): Promise<PortalCognito> {
  const cognito = await startCognito<ClientName>({
    ...options,
    pool: { ...portalPool, ...options.pool },
    clients: {
      web: { ...portalClients.web, ...options.clients?.web },
      mobile: { ...portalClients.mobile, ...options.clients?.mobile },
      server: { ...portalClients.server, ...options.clients?.server },
    },
    groups: portalGroups.map((name, precedence) => ({ name, precedence })),
    identityPool: { principalTags: { client: 'aud', clinic_id: 'custom:clinic_id', sub: 'sub' } },
  });
  const { web, mobile, server } = cognito.clients;
  return { ...cognito, clients: { web, mobile, server: { id: server.id, secret: server.secret ?? '' } } };
}
