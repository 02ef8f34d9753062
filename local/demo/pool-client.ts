import { createHmac } from 'node:crypto';
import { AdminInitiateAuthCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** What `stack.json` says about the user pool. */
export interface PoolAddress {
  readonly endpoint: string;
  readonly issuer: string;
  readonly region: string;
  readonly userPoolId: string;
  /** The identity pool at the same endpoint, which takes this user pool's ID tokens. */
  readonly identityPoolId: string;
  readonly clients: {
    readonly web: string;
    readonly mobile: string;
    readonly server: { readonly id: string; readonly secret: string };
  };
}

/** The pool and the client that a sign-in needs. */
export interface SignInAddress {
  readonly userPoolId: string;
  readonly clients: { readonly server: PoolAddress['clients']['server'] };
}

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
}

/** A client of the embedded pool, through which anyone could reach it: the real SDK, with credentials that mean nothing. */
export function poolClient({
  endpoint,
  region,
}: Pick<PoolAddress, 'endpoint' | 'region'>): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}

/**
 * Signs a user in through the server client, the one that is allowed to do so with a plain password.
 *
 * @throws the SDK's errors: NotAuthorizedException for a wrong password or a disabled user (docs/cognito-facts.md#a7), and its fellows;
 *   Error when the pool asks for more than a password
 */
export async function signIn(
  client: CognitoIdentityProviderClient,
  { userPoolId, clients: { server } }: SignInAddress,
  email: string,
  password: string,
): Promise<Tokens> {
  const { AuthenticationResult, ChallengeName } = await client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: userPoolId,
      ClientId: server.id,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: secretHash(email, server) },
    }),
  );
  const { AccessToken: accessToken, IdToken: idToken } = AuthenticationResult ?? {};
  if (accessToken === undefined || idToken === undefined) {
    throw new Error(`The pool asks for more than a password: ${ChallengeName ?? 'no tokens given'}.`);
  }
  return { accessToken, idToken };
}

/** Proves that the caller knows the client's secret: https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash */
function secretHash(username: string, { id, secret }: { id: string; secret: string }): string {
  return createHmac('sha256', secret).update(`${username}${id}`).digest('base64');
}
