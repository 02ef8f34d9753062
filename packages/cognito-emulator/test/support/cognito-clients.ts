import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { IAuthenticationDetailsData } from 'amazon-cognito-identity-js';
import { AuthenticationDetails, CognitoUser, CognitoUserPool, CognitoUserSession } from 'amazon-cognito-identity-js';
import type { Message } from '../../src/messages/mailbox.js';
import type { TestCognito } from './test-cognito.js';

/** AWS SDK v3 as anybody would use it, its endpoint aside. */
export function sdkFor({ endpoint, region }: Pick<TestCognito, 'endpoint' | 'region'>): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({ endpoint, region, maxAttempts: 1 });
}

/** SECRET_HASH, from the AWS page "Computing secret hash values". */
export function secretHash({ clients: { server } }: TestCognito, username: string): string {
  return createHmac('sha256', server.secret).update(`${username}${server.id}`).digest('base64');
}

/** The body at an address, over a connection of its own: a pooled one may lead to a server that has been restarted since. */
export async function getText(address: string): Promise<string> {
  const [response] = (await once(get(address, { agent: false }), 'response')) as [IncomingMessage];
  return text(response);
}

/** Every message the pool would have sent to an address, newest first. */
export async function messagesTo({ endpoint }: TestCognito, address: string): Promise<Message[]> {
  const messages = JSON.parse(await getText(`${endpoint}/local/messages`)) as Message[];
  return messages.filter(({ to }) => to === address);
}

/** A user of amazon-cognito-identity-js, keeping its tokens in memory. */
export function browserUser(cognito: TestCognito, username: string): CognitoUser {
  const entries = new Map<string, string>();
  const Storage = {
    setItem: (key: string, value: string) => entries.set(key, value),
    getItem: (key: string) => entries.get(key) ?? null,
    removeItem: (key: string) => entries.delete(key),
    clear: () => {
      entries.clear();
    },
  };
  const Pool = new CognitoUserPool({
    UserPoolId: cognito.userPoolId,
    ClientId: cognito.clients.web.id,
    endpoint: cognito.endpoint,
    Storage: Storage,
  });
  return new CognitoUser({ Username: username, Pool, Storage: Storage });
}

/** Signs in by SRP; resolves to the session, or to the challenge for a new password. */
export function signInBySrp(
  user: CognitoUser,
  details: IAuthenticationDetailsData,
): Promise<CognitoUserSession | 'NEW_PASSWORD_REQUIRED'> {
  return new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails(details), {
      onSuccess: resolve,
      onFailure: reject,
      newPasswordRequired: () => {
        resolve('NEW_PASSWORD_REQUIRED');
      },
    });
  });
}

let addresses = 0;
const run = randomBytes(4).toString('hex');

/** An address that no suite has used before: an emulator in another process keeps the messages of them all. */
export function newAddress(name = 'user'): string {
  return `${name}${(addresses += 1)}-${run}@sunrise-eye.com`;
}

/** A confirmed user with the given password, signed in through the server client. */
export async function newUser(
  cognito: TestCognito,
  password = 'Correct1horse',
): Promise<{ email: string; sub: string; accessToken: string }> {
  const { userPoolId: UserPoolId } = cognito;
  const sdk = sdkFor(cognito);
  const email = newAddress();
  const created = await sdk.send(
    new AdminCreateUserCommand({ UserPoolId, Username: email, MessageAction: 'SUPPRESS', TemporaryPassword: password }),
  );
  await sdk.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }));
  const { accessToken } = await adminSignIn(cognito, email, password);
  return { email, sub: created.User?.Username ?? '', accessToken };
}

/** Signs in as the portal's server does, by password and secret hash; the tokens are empty when a challenge comes first. */
export async function adminSignIn(
  cognito: TestCognito,
  email: string,
  password = 'Correct1horse',
): Promise<{ accessToken: string; idToken: string }> {
  const { AuthenticationResult: result } = await sdkFor(cognito).send(
    new AdminInitiateAuthCommand({
      UserPoolId: cognito.userPoolId,
      ClientId: cognito.clients.server.id,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: secretHash(cognito, email) },
    }),
  );
  return { accessToken: result?.AccessToken ?? '', idToken: result?.IdToken ?? '' };
}
