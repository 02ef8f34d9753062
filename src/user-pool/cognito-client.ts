import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { regionOf } from '../ids/user-pool-id.js';

/** The SDK has no timeouts of its own; Cognito answers in some hundred milliseconds. */
export interface CognitoClientLimits {
  readonly connectMs: number;
  readonly attemptMs: number;
  readonly attempts: number;
}

/**
 * A client for the operations of one user pool, in the pool's own region. Address and credentials are the SDK's business
 * (`AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER` and friends). Whoever makes it calls `destroy`.
 */
export function cognitoClient(userPoolId: string, limits: CognitoClientLimits): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region: regionOf(userPoolId),
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.attemptMs,
      throwOnRequestTimeout: true,
    },
  });
}
