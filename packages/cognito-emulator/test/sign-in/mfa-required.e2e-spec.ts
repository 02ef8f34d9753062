import {
  AdminCreateUserCommand,
  AdminRespondToAuthChallengeCommand,
  AssociateSoftwareTokenCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { TOTP, URI } from 'otpauth';
import { newAddress, newUser, secretHash } from '../support/cognito-clients.js';
import { describeWith } from '../support/cognito-under-test.js';
import type { VisitedPage } from '../support/browser/hosted-browser.js';
import { HostedBrowser, noticeOf, unescape } from '../support/browser/hosted-browser.js';
import { callback, OAuthApp } from '../support/oauth-app.js';
import { oauth } from '../support/pool-requests.js';
import type { TestPool } from '../support/test-pool.js';
import { signInByPassword, startTestPool } from '../support/test-pool.js';

const password = 'Correct1horse';

describe('software tokens where MFA is required', () => {
  let pool: TestPool;

  beforeAll(async () => {
    pool = await startTestPool({ mfa: 'ON', domain: true, web: oauth(['openid', 'email'], [callback]) });
  });
  afterAll(async () => {
    await pool.stop();
  });

  test('GetUserPoolMfaConfig says so', async () => {
    const config = await pool.sdk.send(new GetUserPoolMfaConfigCommand({ UserPoolId: pool.userPoolId }));
    expect(config).toMatchObject({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
  });

  test('a user without an app registers one on the way, and cannot go around it', async () => {
    const { email, accessToken } = await newUser(pool, password);
    expect(accessToken).toBe('');
    const SECRET_HASH = secretHash(pool, email);
    const ClientId = pool.clients.server.id;
    const challenge = await pool.sdk.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH },
      }),
    );
    expect(challenge).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    const finish = (Session: string | undefined) =>
      pool.sdk.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: pool.userPoolId,
          ClientId,
          ChallengeName: 'MFA_SETUP',
          Session,
          ChallengeResponses: { USERNAME: email, SECRET_HASH },
        }),
      );
    const refused = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' };
    await expect(finish(challenge.Session)).rejects.toMatchObject(refused);
    const associated = await pool.sdk.send(new AssociateSoftwareTokenCommand({ Session: challenge.Session }));
    await expect(finish(associated.Session)).rejects.toMatchObject(refused);
    const UserCode = pool.totp(associated.SecretCode ?? '');
    const verified = await pool.sdk.send(new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }));
    await expect(finish(associated.Session)).rejects.toMatchObject(refused);
    await expect(finish(verified.Session)).resolves.toHaveProperty('AuthenticationResult');
    await expect(finish(verified.Session)).rejects.toMatchObject(refused);
    await pool.elapse(30);
    await expect(signInByPassword(pool, email)).resolves.toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  });

  test('a sign-in that waited for registration ends when another one has registered an app', async () => {
    const { email } = await newUser(pool, password);
    const [owner, thief, late] = [
      await signInByPassword(pool, email),
      await signInByPassword(pool, email),
      await signInByPassword(pool, email),
    ];
    const theirs = await pool.sdk.send(new AssociateSoftwareTokenCommand({ Session: thief.Session }));
    const ours = await pool.sdk.send(new AssociateSoftwareTokenCommand({ Session: owner.Session }));
    const verify = (Session: string | undefined, secret = '') =>
      pool.sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode: pool.totp(secret) }));
    await verify(ours.Session, ours.SecretCode);
    const refused = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' };
    await expect(verify(theirs.Session, theirs.SecretCode)).rejects.toMatchObject(refused);
    for (const Session of [theirs.Session, late.Session]) {
      const finish = new RespondToAuthChallengeCommand({
        ClientId: pool.clients.web.id,
        ChallengeName: 'MFA_SETUP',
        Session,
        ChallengeResponses: { USERNAME: email },
      });
      await expect(pool.sdk.send(finish)).rejects.toMatchObject(refused);
    }
  });

  test('neither of a token and a session, or both', async () => {
    await expect(pool.sdk.send(new AssociateSoftwareTokenCommand({}))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  describeWith('pages')('at the hosted pages', () => {
    const isReturned = ({ url }: VisitedPage): boolean => url.searchParams.has('code');
    /** The key that the page shows, as an authenticator app takes it over from the address beside it. */
    const appOf = ({ text }: VisitedPage): TOTP => {
      const [key = '', uri = ''] = [...text.matchAll(/<code>([^<]*)<\/code>/g)].map(([, shown = '']) =>
        unescape(shown),
      );
      const app = URI.parse(uri);
      if (!(app instanceof TOTP)) throw new Error('no TOTP');
      expect(app.secret.base32).toBe(key);
      return app;
    };
    const shownNow = (app: TOTP): string => app.generate({ timestamp: pool.now().getTime() });

    test('a first sign-in sets an authenticator app up on the way, and cannot go around it', async () => {
      const app = await OAuthApp.of(pool);
      const username = await app.person();
      const browser = new HostedBrowser(pool.domain);
      const flow = await app.prepare({ scope: 'openid email' });
      const page = await browser.submit(await browser.open(flow.start), { username, password });
      expect(page.text).toContain('Set up your authenticator app');
      const authenticator = appOf(page);
      expect(authenticator).toMatchObject({ issuer: 'portal-users-test', label: username, digits: 6, period: 30 });

      for (const challenge of ['NEW_PASSWORD_REQUIRED', 'SOFTWARE_TOKEN_MFA', undefined]) {
        expect(isReturned(await browser.submit(page, { challenge, code: '123456', password }))).toBe(false);
      }
      const right = shownNow(authenticator);
      const again = await browser.submit(page, { code: right === '000000' ? '000001' : '000000' });
      expect(noticeOf(again)).toBe('Code mismatch and fail enable Software Token MFA');
      expect(appOf(again).secret.base32).toBe(authenticator.secret.base32);

      const returned = await browser.submit(again, { code: `${right.slice(0, 3)} ${right.slice(3)}` });
      expect((await app.exchange(returned.url, flow)).claims()).toMatchObject({ email: username });

      await pool.elapse(30);
      const other = new HostedBrowser(pool.domain);
      const ask = await other.submit(await other.open(flow.start), { username, password });
      expect(ask.text).toContain('Enter your code');
      expect(isReturned(await other.submit(ask, { code: shownNow(authenticator) }))).toBe(true);
    });

    test('somebody invited chooses a password first, then sets an app up', async () => {
      const username = newAddress('invited');
      const { userPoolId: UserPoolId, sdk, domain } = pool;
      await sdk.send(new AdminCreateUserCommand({ UserPoolId, Username: username, TemporaryPassword: 'Temporary1' }));
      const browser = new HostedBrowser(domain);
      const { start } = await (await OAuthApp.of(pool)).prepare({ scope: 'openid' });
      const ask = await browser.submit(await browser.open(start), { username, password: 'Temporary1' });
      expect(ask.text).toContain('Choose a password');
      const page = await browser.submit(ask, { password });
      expect(isReturned(await browser.submit(page, { code: shownNow(appOf(page)) }))).toBe(true);
    });
  });
});
