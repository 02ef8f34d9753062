import { AdminUpdateUserAttributesCommand, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignIn,
  fetchAuthSession,
  fetchMFAPreference,
  getCurrentUser,
  resetPassword,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger } from 'aws-amplify/utils';
import { messagesTo, newUser } from '../support/cognito-clients.js';
import { testWith } from '../support/cognito-under-test.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

const password = 'Correct1horse';

/** Amplify's tokens, kept in memory: Node has no localStorage. */
function memoryStorage() {
  const entries = new Map<string, string>();
  return {
    setItem: (key: string, value: string) => Promise.resolve(void entries.set(key, value)),
    getItem: (key: string) => Promise.resolve(entries.get(key) ?? null),
    removeItem: (key: string) => Promise.resolve(void entries.delete(key)),
    clear: () => {
      entries.clear();
      return Promise.resolve();
    },
  };
}

function configure({ userPoolId, clients, endpoint }: TestPool): void {
  // it warns of every endpoint that is not AWS's
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId: clients.web.id, userPoolEndpoint: endpoint } },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memoryStorage());
}

describe('aws-amplify v6', () => {
  let pool: TestPool;

  beforeAll(async () => {
    pool = await startTestPool();
    configure(pool);
  });
  afterEach(async () => {
    await signOut();
  });
  afterAll(async () => {
    await pool.stop();
  });

  test('signs in by SRP, renews its tokens and signs out', async () => {
    const { email, sub } = await newUser(pool, password);
    await expect(signIn({ username: email, password })).resolves.toMatchObject({ isSignedIn: true });
    await expect(getCurrentUser()).resolves.toMatchObject({ userId: sub });
    const first = (await fetchAuthSession()).tokens?.accessToken.payload;
    const renewed = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.payload;
    expect(renewed).toMatchObject({ sub, origin_jti: first?.['origin_jti'] });
    expect(renewed?.jti).not.toBe(first?.jti);
    await signOut();
    await expect(getCurrentUser()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
  });

  test('registers an authenticator app and confirms a sign-in with its code', async () => {
    const { email, sub } = await newUser(pool, password);
    await signIn({ username: email, password });
    const { sharedSecret } = await setUpTOTP();
    await verifyTOTPSetup({ code: pool.totp(sharedSecret) });
    await updateMFAPreference({ totp: 'PREFERRED' });
    await expect(fetchMFAPreference()).resolves.toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
    await signOut();

    await pool.elapse(30);
    await expect(signIn({ username: email, password })).resolves.toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
    });
    await confirmSignIn({ challengeResponse: pool.totp(sharedSecret) });
    await expect(getCurrentUser()).resolves.toMatchObject({ userId: sub });
  });

  test('USER_AUTH offers a choice, and signs in by password, by SRP and by the factor chosen', async () => {
    const { email } = await newUser(pool, password);
    const options = { authFlowType: 'USER_AUTH' } as const;
    for (const preferredChallenge of ['PASSWORD', 'PASSWORD_SRP'] as const) {
      const done = await signIn({ username: email, password, options: { ...options, preferredChallenge } });
      expect(done.isSignedIn).toBe(true);
      await signOut();
    }
    for (const factor of ['PASSWORD', 'PASSWORD_SRP']) {
      await expect(signIn({ username: email, options })).resolves.toMatchObject({
        nextStep: {
          signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
          availableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
        },
      });
      await confirmSignIn({ challengeResponse: factor });
      await expect(confirmSignIn({ challengeResponse: password })).resolves.toMatchObject({ isSignedIn: true });
      await signOut();
    }
  });

  test('a choice is refused a wrong password, and an unknown user looks like any other', async () => {
    const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD' } as const;
    const { email } = await newUser(pool, password);
    for (const username of [email, 'nobody@sunrise-eye.com']) {
      await expect(signIn({ username, password: 'Wrong1horse', options })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      });
      const choice = new InitiateAuthCommand({
        ClientId: pool.clients.web.id,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: username },
      });
      await expect(pool.sdk.send(choice)).resolves.toMatchObject({
        ChallengeName: 'SELECT_CHALLENGE',
        AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
      });
    }
  });

  testWith('mailbox')('resets a forgotten password by the code that was mailed', async () => {
    const { email: username } = await newUser(pool, password);
    await pool.sdk.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool.userPoolId,
        Username: username,
        UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
      }),
    );
    await expect(resetPassword({ username })).resolves.toMatchObject({
      nextStep: { resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE' },
    });
    const [message] = await messagesTo(pool, username);
    const newPassword = 'Another2horse';
    await confirmResetPassword({ username, confirmationCode: message?.code ?? 'no message', newPassword });
    await expect(signIn({ username, password: newPassword })).resolves.toMatchObject({ isSignedIn: true });
  });
});
