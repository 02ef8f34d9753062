import type { ClientConfiguration, PoolConfiguration } from '../../pool/pool-configuration.js';
import { timestamp } from '../answers.js';
import { validityAnswer } from './token-validity.js';

/** UserPoolClientType. */
export function clientAnswer(pool: PoolConfiguration, client: ClientConfiguration) {
  const { refreshTokenRotation: rotation } = client;
  return {
    UserPoolId: pool.id,
    ClientName: client.name,
    ClientId: client.id,
    ClientSecret: client.secret,
    LastModifiedDate: timestamp(client.modifiedAt ?? client.createdAt),
    CreationDate: timestamp(client.createdAt),
    ...validityAnswer(client),
    ReadAttributes: client.readAttributes,
    WriteAttributes: client.writeAttributes,
    ExplicitAuthFlows: client.explicitAuthFlows,
    SupportedIdentityProviders: client.supportedIdentityProviders,
    CallbackURLs: client.callbackUrls,
    LogoutURLs: client.logoutUrls,
    DefaultRedirectURI: client.defaultRedirectUri,
    AllowedOAuthFlows: client.allowedOAuthFlows,
    AllowedOAuthScopes: client.allowedOAuthScopes,
    AllowedOAuthFlowsUserPoolClient: client.allowedOAuthFlows.length > 0,
    PreventUserExistenceErrors: client.preventUserExistenceErrors,
    EnableTokenRevocation: client.tokenRevocation ?? true,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: client.authSessionMinutes ?? 3,
    ...(rotation !== undefined && {
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: rotation.graceSeconds },
    }),
  };
}
