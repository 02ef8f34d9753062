import type { ClientConfiguration, PoolConfiguration } from '../../pool/pool-configuration.js';
import { timestamp } from '../answers.js';
import { validityAnswer } from './token-validity.js';

/** UserPoolClientType: what was sent, and the defaults that AWS reports. */
export function clientAnswer(pool: PoolConfiguration, client: ClientConfiguration) {
  const settings = client.settings ?? templateAnswer(client);
  return {
    UserPoolId: pool.id,
    ClientName: client.name,
    ClientId: client.id,
    ClientSecret: client.secret,
    LastModifiedDate: timestamp(client.modifiedAt ?? client.createdAt),
    CreationDate: timestamp(client.createdAt),
    ExplicitAuthFlows: client.explicitAuthFlows,
    AllowedOAuthFlowsUserPoolClient: client.oauthEnabled ?? client.allowedOAuthFlows.length > 0,
    EnableTokenRevocation: true,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: 3,
    ...settings,
    // 0 asks for the default
    RefreshTokenValidity: settings['RefreshTokenValidity'] === 0 ? 30 : (settings['RefreshTokenValidity'] ?? 30),
  };
}

/** A client of the options of a start, in the words of the API. */
function templateAnswer(client: ClientConfiguration): Record<string, unknown> {
  const { refreshTokenRotation: rotation } = client;
  return {
    ...validityAnswer(client),
    ReadAttributes: client.readAttributes,
    WriteAttributes: client.writeAttributes,
    SupportedIdentityProviders: nonEmpty(client.supportedIdentityProviders),
    CallbackURLs: nonEmpty(client.callbackUrls),
    LogoutURLs: nonEmpty(client.logoutUrls),
    DefaultRedirectURI: client.defaultRedirectUri,
    AllowedOAuthFlows: nonEmpty(client.allowedOAuthFlows),
    AllowedOAuthScopes: nonEmpty(client.allowedOAuthScopes),
    PreventUserExistenceErrors: client.preventUserExistenceErrors,
    ...(rotation !== undefined && {
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: rotation.graceSeconds },
    }),
  };
}

const nonEmpty = (list: readonly string[] = []): readonly string[] | undefined =>
  list.length === 0 ? undefined : list;
