import {
  AdminDeleteSoftwareTokenCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CognitoUser, CognitoUserSession } from 'amazon-cognito-identity-js';
import { AuthenticationDetails } from 'amazon-cognito-identity-js';
import { browserUser, newUser } from '../support/cognito-clients.js';
import { testWith } from '../support/cognito-under-test.js';
import type { TestPool } from '../support/test-pool.js';
import { signInByPassword, startTestPool } from '../support/test-pool.js';

const password = 'Correct1horse';
const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };

/** Registers an authenticator app for somebody signed in, and turns MFA on. */
async function registered(pool: TestPool): Promise<{ email: string; secret: string; AccessToken: string }> {
  const { email, accessToken: AccessToken } = await newUser(pool, password);
  const { SecretCode: secret = '' } = await pool.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = pool.totp(secret);
  await pool.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode, FriendlyDeviceName: 'phone' }));
  await pool.sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
  // the code above is used up: the next one is another step's
  await pool.elapse(30);
  return { email, secret, AccessToken };
}

function answer(pool: TestPool, email: string, Session: string | undefined, code: string, ClientId?: string) {
  return pool.sdk.send(
    new RespondToAuthChallengeCommand({
      ClientId: ClientId ?? pool.clients.web.id,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session,
      ChallengeResponses: { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );
}

/** Another code than the right ones of now. */
const wrong = (code: string) => String((Number(code) + 500_000) % 1_000_000).padStart(6, '0');

describe('software tokens where MFA is optional', () => {
  let pool: TestPool;

  beforeAll(async () => {
    pool = await startTestPool();
  });
  afterAll(async () => {
    await pool.stop();
  });

  test('amazon-cognito-identity-js registers an app and signs in by SRP and TOTP', async () => {
    const { email } = await newUser(pool, password);
    const first = browserUser(pool, email);
    await signIn(first);
    const secret = await new Promise<string>((resolve, reject) => {
      first.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject });
    });
    await new Promise((resolve, reject) => {
      first.verifySoftwareToken(pool.totp(secret), 'phone', { onSuccess: resolve, onFailure: reject });
    });
    await new Promise((resolve, reject) => {
      first.setUserMfaPreference(null, SoftwareTokenMfaSettings, (error, done) => {
        if (error) reject(error);
        else resolve(done);
      });
    });
    await pool.elapse(30);

    const session = await signIn(browserUser(pool, email), () => pool.totp(secret));
    expect(session.getAccessToken().payload['token_use']).toBe('access');
    const AccessToken = session.getAccessToken().getJwtToken();
    await expect(pool.sdk.send(new GetUserCommand({ AccessToken }))).resolves.toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    });
  });

  test('a code that was used once is refused (RFC 6238, section 5.2), and so is one of the step before', async () => {
    const { email, secret } = await registered(pool);
    const before = pool.totp(secret);
    await pool.elapse(30);
    const code = pool.totp(secret);
    const first = await signInByPassword(pool, email);
    expect(first).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { FRIENDLY_DEVICE_NAME: 'phone' },
    });
    await expect(answer(pool, email, first.Session, code)).resolves.toHaveProperty('AuthenticationResult');
    const second = await signInByPassword(pool, email);
    for (const used of [code, before]) {
      await expect(answer(pool, email, second.Session, used)).rejects.toMatchObject({
        name: 'ExpiredCodeException',
        message: 'Your software token has already been used once.',
      });
    }
  });

  test('a wrong code leaves the session open, a right one uses it up', async () => {
    const { email, secret } = await registered(pool);
    const { Session } = await signInByPassword(pool, email);
    await expect(answer(pool, email, Session, wrong(pool.totp(secret)))).rejects.toMatchObject({
      name: 'CodeMismatchException',
      message: 'Invalid code received for user',
    });
    await expect(answer(pool, email, Session, pool.totp(secret))).resolves.toHaveProperty('AuthenticationResult');
    await pool.elapse(30);
    await expect(answer(pool, email, Session, pool.totp(secret))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid session for the user.',
    });
  });

  testWith('clock')(
    'a session is good for its user, its client and its challenge only, and for three minutes',
    async () => {
      const { email, secret } = await registered(pool);
      const other = await registered(pool);
      const { Session } = await signInByPassword(pool, email);
      const refused = { name: 'NotAuthorizedException' };
      const code = pool.totp(secret);
      await expect(answer(pool, other.email, Session, pool.totp(other.secret))).rejects.toMatchObject(refused);
      await expect(answer(pool, email, Session, code, pool.clients.mobile.id)).rejects.toMatchObject(refused);
      await expect(answer(pool, email, `${'A'.repeat(200)}=`, code)).rejects.toMatchObject(refused);
      const skipped = new RespondToAuthChallengeCommand({
        ClientId: pool.clients.web.id,
        ChallengeName: 'MFA_SETUP',
        Session,
        ChallengeResponses: { USERNAME: email },
      });
      await expect(pool.sdk.send(skipped)).rejects.toMatchObject(refused);
      const reset = new RespondToAuthChallengeCommand({
        ClientId: pool.clients.web.id,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: email, NEW_PASSWORD: 'Another1horse' },
      });
      await expect(pool.sdk.send(reset)).rejects.toMatchObject(refused);
      await pool.elapse(181);
      await expect(answer(pool, email, Session, pool.totp(secret))).rejects.toMatchObject({
        ...refused,
        message: 'Invalid session for the user, session is expired.',
      });
    },
  );

  test('five wrong codes lock the sixth out, right or not, across sessions', async () => {
    const { email, secret } = await registered(pool);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { Session } = await signInByPassword(pool, email);
      await expect(answer(pool, email, Session, wrong(pool.totp(secret)))).rejects.toMatchObject({
        name: 'CodeMismatchException',
      });
    }
    const { Session } = await signInByPassword(pool, email);
    await expect(answer(pool, email, Session, pool.totp(secret))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Password attempts exceeded',
    });
  });

  test('of parallel answers with one code, one gets tokens', async () => {
    const { email, secret } = await registered(pool);
    const sessions = await Promise.all([1, 2, 3, 4].map(() => signInByPassword(pool, email)));
    const outcomes = await Promise.allSettled(
      sessions.map(({ Session }) => answer(pool, email, Session, pool.totp(secret))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a token is not asked for before MFA is turned on, nor turned on before it is verified', async () => {
    const { email, accessToken: AccessToken } = await newUser(pool, password);
    const turnOn = new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings });
    await expect(pool.sdk.send(turnOn)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
    });
    const { SecretCode: secret = '' } = await pool.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = wrong(pool.totp(secret));
    await expect(pool.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))).rejects.toMatchObject({
      name: 'EnableSoftwareTokenMFAException',
      message: 'Code mismatch and fail enable Software Token MFA',
    });
    await expect(pool.sdk.send(turnOn)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await pool.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: pool.totp(secret) }));
    await expect(signInByPassword(pool, email)).resolves.toHaveProperty('AuthenticationResult');
    await pool.sdk.send(turnOn);
    await expect(signInByPassword(pool, email)).resolves.toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  });

  test('an administrator turns MFA off, on, and forgets a lost app (A8)', async () => {
    const { email: Username } = await registered(pool);
    const UserPoolId = pool.userPoolId;
    const prefer = (Enabled: boolean) =>
      pool.sdk.send(
        new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username, SoftwareTokenMfaSettings: { Enabled } }),
      );
    await prefer(false);
    await expect(signInByPassword(pool, Username)).resolves.toHaveProperty('AuthenticationResult');
    await prefer(true);
    await expect(signInByPassword(pool, Username)).resolves.toHaveProperty('Session');
    await pool.sdk.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId, Username }));
    await expect(signInByPassword(pool, Username)).resolves.toHaveProperty('AuthenticationResult');
    await expect(prefer(true)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

/** Signs in by SRP, with a code when one is asked for. */
function signIn(user: CognitoUser, code?: () => string): Promise<CognitoUserSession> {
  const details = new AuthenticationDetails({ Username: user.getUsername(), Password: password });
  return new Promise((resolve, reject) => {
    user.authenticateUser(details, {
      onSuccess: resolve,
      onFailure: reject,
      totpRequired: () => {
        user.sendMFACode(code?.() ?? '', { onSuccess: resolve, onFailure: reject }, 'SOFTWARE_TOKEN_MFA');
      },
    });
  });
}
