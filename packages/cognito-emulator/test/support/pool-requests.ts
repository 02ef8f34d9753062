import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { testClients, testGroups, testPoolTemplate } from './test-cognito.js';
import type { ClientTemplate } from '../../src/index.js';

/** CreateUserPool for every test pool: sign-in by e-mail, and the attributes of the portal. */
export const poolRequest: CreateUserPoolCommandInput = {
  PoolName: 'portal-users-test',
  UsernameAttributes: ['email'],
  AutoVerifiedAttributes: ['email'],
  Policies: {
    PasswordPolicy: { MinimumLength: 8, RequireNumbers: true, RequireUppercase: true, RequireLowercase: true },
  },
  Schema: testPoolTemplate.customAttributes.map(({ name, maxLength }) => ({
    Name: name.replace('custom:', ''),
    AttributeDataType: 'String',
    Mutable: true,
    StringAttributeConstraints: { MinLength: '0', MaxLength: String(maxLength) },
  })),
};

/** CreateUserPoolClient for every test client: any way to sign in. */
export const webRequest: Partial<CreateUserPoolClientCommandInput> = {
  ExplicitAuthFlows: [
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
  PreventUserExistenceErrors: 'ENABLED',
  ReadAttributes: ['email', 'email_verified', 'name', 'custom:clinic_id'],
  WriteAttributes: ['email', 'name'],
};

/** A pool as the portal's own: its clients, their flows and attributes, its groups, and addresses verified before they count. */
export const likePortal = {
  pool: { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email' as const] } },
  web: clientRequest(testClients.web),
  mobile: clientRequest(testClients.mobile),
  server: clientRequest(testClients.server),
  groups: testGroups,
};

/** What lets a client sign its users in at the pool's domain. */
export function oauth(
  AllowedOAuthScopes: readonly string[],
  CallbackURLs: readonly string[],
  LogoutURLs: readonly string[] = [],
): Partial<CreateUserPoolClientCommandInput> {
  return {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: [...AllowedOAuthScopes],
    CallbackURLs: [...CallbackURLs],
    LogoutURLs: [...LogoutURLs],
    SupportedIdentityProviders: ['COGNITO'],
  };
}

function clientRequest(client: Partial<ClientTemplate>): Partial<CreateUserPoolClientCommandInput> {
  const { explicitAuthFlows = [], readAttributes = [], writeAttributes = [] } = client;
  return {
    ExplicitAuthFlows: [...explicitAuthFlows],
    ReadAttributes: [...readAttributes],
    WriteAttributes: [...writeAttributes],
    ...(client.allowedOAuthFlows?.includes('code') &&
      oauth(client.allowedOAuthScopes ?? [], client.callbackUrls ?? [], client.logoutUrls ?? [])),
  };
}
