import type { ClientTemplate, CognitoOptions, EmbeddedCognito, PoolTemplate } from '../../src/index.js';
import { startCognito } from '../../src/index.js';

const standardAttributes = ['email', 'name', 'given_name', 'family_name', 'phone_number', 'locale', 'zoneinfo'];
const client = {
  readAttributes: [...standardAttributes, 'email_verified', 'phone_number_verified', 'custom:clinic_id', 'custom:role'],
  writeAttributes: standardAttributes,
} as const;

/** The pool that the suites use: two custom attributes that no client may write. */
export const testPoolTemplate = {
  name: 'portal-users-local',
  customAttributes: [
    { name: 'custom:clinic_id', mutable: true, maxLength: 50 },
    { name: 'custom:role', mutable: true, maxLength: 256 },
  ],
} as const satisfies Partial<PoolTemplate>;

type ClientName = 'web' | 'mobile' | 'server';

/** Two public clients, one of them for the hosted pages, and one with a secret. */
export const testClients = {
  web: {
    ...client,
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    callbackUrls: ['http://localhost:5173/callback'],
    logoutUrls: ['http://localhost:5173'],
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: ['email', 'openid', 'profile'],
  },
  mobile: { ...client, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  server: {
    ...client,
    generateSecret: true,
    explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  },
} as const satisfies Readonly<Record<ClientName, Partial<ClientTemplate>>>;

export const testGroups = ['admin', 'clinic-staff', 'billing'] as const;

/** What the helpers of the suites need to know of an emulator or of a pool. */
export interface TestCognito extends Pick<EmbeddedCognito, 'endpoint' | 'issuer' | 'region' | 'stop' | 'userPoolId'> {
  readonly clients: {
    readonly web: { readonly id: string };
    readonly mobile: { readonly id: string };
    readonly server: { readonly id: string; readonly secret: string };
  };
}

export type TestCognitoServer = TestCognito & Omit<EmbeddedCognito, 'clients'>;

export interface TestCognitoOptions extends Omit<CognitoOptions, 'clients'> {
  readonly clients?: Partial<Record<ClientName, Partial<ClientTemplate>>>;
}

/** Starts an emulator with the suites' pool and clients, and what differs from them. */
export async function startTestCognito(options: TestCognitoOptions = {}): Promise<TestCognitoServer> {
  const cognito = await startCognito<ClientName>({
    identityPool: { principalTags: { client: 'aud', clinic_id: 'custom:clinic_id', username: 'sub' } },
    groups: testGroups.map((name, precedence) => ({ name, precedence })),
    ...options,
    pool: { ...testPoolTemplate, ...options.pool },
    clients: {
      web: { ...testClients.web, ...options.clients?.web },
      mobile: { ...testClients.mobile, ...options.clients?.mobile },
      server: { ...testClients.server, ...options.clients?.server },
    },
  });
  const { web, mobile, server } = cognito.clients;
  return { ...cognito, clients: { web, mobile, server: { id: server.id, secret: server.secret ?? '' } } };
}
