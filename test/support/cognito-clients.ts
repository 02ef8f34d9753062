import { createHmac } from 'node:crypto';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { IAuthenticationDetailsData } from 'amazon-cognito-identity-js';
import { AuthenticationDetails, CognitoUser, CognitoUserPool, CognitoUserSession } from 'amazon-cognito-identity-js';
import type { Message } from '../../local/cognito/pool/mailbox.js';
import type { EmbeddedCognito } from '../../local/cognito/cognito.js';

/** AWS SDK v3 as anybody would use it, its endpoint aside. */
export function sdkFor({ endpoint, region }: EmbeddedCognito): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({ endpoint, region, maxAttempts: 1 });
}

/** SECRET_HASH, from the AWS page "Computing secret hash values". */
export function secretHash({ clients: { server } }: EmbeddedCognito, username: string): string {
  return createHmac('sha256', server.secret).update(`${username}${server.id}`).digest('base64');
}

/** Every message the pool would have sent to an address, newest first. */
export async function messagesTo({ endpoint }: EmbeddedCognito, address: string): Promise<Message[]> {
  const response = await fetch(`${endpoint}/local/messages`);
  const messages = (await response.json()) as Message[];
  return messages.filter(({ to }) => to === address);
}

/** A user of amazon-cognito-identity-js, keeping its tokens in memory. */
export function browserUser(cognito: EmbeddedCognito, username: string): CognitoUser {
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
