import {
  AdminInitiateAuthCommand,
  ConfirmSignUpCommand,
  GetUserCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { EmbeddedCognito } from '../../local/cognito/cognito.js';
import { startCognito } from '../../local/cognito/cognito.js';
import { browserUser, messagesTo, sdkFor, secretHash, signInBySrp } from '../support/cognito-clients.js';

const password = 'Correct1horse';

describe('a user pool that unmodified clients talk to', () => {
  let cognito: EmbeddedCognito;

  beforeAll(async () => {
    cognito = await startCognito();
  });
  afterAll(async () => {
    await cognito.stop();
  });

  async function confirmedUser(email: string): Promise<string> {
    const sdk = sdkFor(cognito);
    const ClientId = cognito.clients.web.id;
    const signedUp = await sdk.send(new SignUpCommand({ ClientId, Username: email, Password: password }));
    const [message] = await messagesTo(cognito, email);
    await sdk.send(
      new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode: message?.code ?? 'no message' }),
    );
    return signedUp.UserSub ?? '';
  }

  test('sign-up, confirmation and SRP sign-in from a browser give tokens that jose verifies', async () => {
    const email = 'ann@sunrise-eye.com';
    const sub = await confirmedUser(email);
    const user = browserUser(cognito, email);
    const session = await signInBySrp(user, { Username: email, Password: password });
    if (session === 'NEW_PASSWORD_REQUIRED') throw new Error(session);

    const keys = createRemoteJWKSet(new URL(`${cognito.issuer}/.well-known/jwks.json`));
    const access = await jwtVerify(session.getAccessToken().getJwtToken(), keys, { issuer: cognito.issuer });
    const id = await jwtVerify(session.getIdToken().getJwtToken(), keys, {
      issuer: cognito.issuer,
      audience: cognito.clients.web.id,
    });
    expect(access.payload).toMatchObject({ sub, username: sub, client_id: cognito.clients.web.id });
    expect(id.payload).toMatchObject({ sub, email, email_verified: true, 'cognito:username': sub });
  });

  test('the server client signs in with a password and its secret hash', async () => {
    const email = 'bob@sunrise-eye.com';
    await confirmedUser(email);
    const { AuthenticationResult } = await sdkFor(cognito).send(
      new AdminInitiateAuthCommand({
        UserPoolId: cognito.userPoolId,
        ClientId: cognito.clients.server.id,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: secretHash(cognito, email) },
      }),
    );
    const AccessToken = AuthenticationResult?.AccessToken ?? '';
    const user = await sdkFor(cognito).send(new GetUserCommand({ AccessToken }));
    expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: email });
  });
});
