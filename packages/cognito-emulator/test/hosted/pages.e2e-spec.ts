import {
  AdminCreateUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { browserUser, messagesTo, newAddress, signInBySrp } from '../support/cognito-clients.js';
import { describeWith, testWith } from '../support/cognito-under-test.js';
import type { VisitedPage } from '../support/browser/hosted-browser.js';
import { hiddenFields, HostedBrowser, noticeOf } from '../support/browser/hosted-browser.js';
import { likePortal, oauth } from '../support/pool-requests.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

const password = 'Correct1horse';
const callback = 'http://localhost:5173/callback';
const markup = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;

describeWith('pages')('the hosted pages', () => {
  let pool: TestPool;
  let browser: HostedBrowser;

  beforeAll(async () => {
    pool = await startTestPool({
      ...likePortal,
      domain: true,
      server: { ...likePortal.server, ...oauth(['openid'], [callback]) },
      functions: {
        PreSignUp: (event) => (event.callerContext.clientId === pool.clients.server.id ? new Error(markup) : event),
      },
    });
  });
  afterAll(async () => {
    await pool.stop();
  });
  beforeEach(() => {
    browser = new HostedBrowser(pool.domain);
  });

  const address = (path: string, changes: Record<string, string> = {}): string => {
    const query = { response_type: 'code', client_id: pool.clients.web.id, redirect_uri: callback, ...changes };
    return `${path}?${new URLSearchParams(query).toString()}`;
  };
  const person = async (options: { readonly temporary?: boolean } = {}): Promise<string> => {
    const Username = newAddress();
    const { userPoolId: UserPoolId } = pool;
    await pool.sdk.send(new AdminCreateUserCommand({ UserPoolId, Username, TemporaryPassword: password }));
    if (options.temporary !== true) {
      await pool.sdk.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
      );
    }
    return Username;
  };
  const isReturned = ({ url }: VisitedPage): boolean =>
    `${url.origin}${url.pathname}` === callback && url.searchParams.has('code');

  describe('signing in', () => {
    test('by an account that waits for its confirmation goes on there', async () => {
      const username = newAddress();
      const ClientId = pool.clients.web.id;
      await pool.sdk.send(new SignUpCommand({ ClientId, Username: username, Password: password }));
      const page = await browser.submit(await browser.open(address('/login')), { username, password });
      expect(noticeOf(page)).toBe('User is not confirmed.');
      const [message] = await messagesTo(pool, username);
      const confirmed = await browser.submit(page, { username, code: message?.code ?? '' });
      expect(isReturned(await browser.submit(confirmed, { username, password }))).toBe(true);
    });

    test('with a temporary password asks for another, within three minutes', async () => {
      const username = await person({ temporary: true });
      const login = address('/login');
      const ask = await browser.submit(await browser.open(login), { username, password });
      expect(ask.text).toContain('Choose a password');
      await pool.elapse(3 * 60);
      const late = await browser.submit(ask, { password: 'Another1horse' });
      expect(noticeOf(late)).toBe('Invalid session for the user, session is expired.');
      const again = await browser.submit(await browser.open(login), { username, password });
      expect(isReturned(await browser.submit(again, { password: 'Another1horse' }))).toBe(true);
    });

    test('does not tell who has an account (prevent_user_existence_errors)', async () => {
      const login = await browser.open(address('/login'));
      const wrong = await browser.submit(login, { username: await person(), password: 'Wrong1horse' });
      const nobody = await browser.submit(login, { username: 'nobody@sunrise-eye.com', password });
      expect(noticeOf(wrong)).toBe('Incorrect username or password.');
      expect([noticeOf(nobody), nobody.status]).toEqual([noticeOf(wrong), wrong.status]);
    });

    test('locks out after too many wrong passwords', async () => {
      const username = await person();
      const login = await browser.open(address('/login'));
      for (let attempt = 0; attempt < 5; attempt += 1)
        await browser.submit(login, { username, password: 'Wrong1horse' });
      expect(noticeOf(await browser.submit(login, { username, password }))).toBe('Password attempts exceeded');
    });
  });

  describe('with an authenticator app', () => {
    test('signing in needs a code, which counts once', async () => {
      const username = await person();
      const secret = await withTotp(username);
      const ask = await browser.submit(await browser.open(address('/login')), { username, password });
      expect(ask.text).toContain('Enter your code');
      expect(noticeOf(await browser.submit(ask, { code: '000000' }))).not.toBe('');
      const code = pool.totp(secret);
      expect(isReturned(await browser.submit(ask, { code }))).toBe(true);

      const other = new HostedBrowser(pool.domain);
      const second = await other.submit(await other.open(address('/login')), { username, password });
      expect(isReturned(await other.submit(second, { code }))).toBe(false);
    });

    test('the code cannot be skipped', async () => {
      const username = await person();
      await withTotp(username);
      const ask = await browser.submit(await browser.open(address('/login')), { username, password });
      for (const challenge of ['NEW_PASSWORD_REQUIRED', 'MFA_SETUP', 'PASSWORD_VERIFIER', undefined]) {
        expect(isReturned(await browser.submit(ask, { challenge, code: '123456', password }))).toBe(false);
      }
      expect((await browser.open(address('/oauth2/authorize'))).url.pathname).toBe('/login');
    });

    /** Gives a user an authenticator app, through a sign-in by the API; moves the clock on, as its code has been used. */
    async function withTotp(username: string): Promise<string> {
      const { sdk, userPoolId: UserPoolId } = pool;
      const session = await signInBySrp(browserUser(pool, username), { Username: username, Password: password });
      if (session === 'NEW_PASSWORD_REQUIRED') throw new Error(session);
      const AccessToken = session.getAccessToken().getJwtToken();
      const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
      await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: pool.totp(SecretCode) }));
      const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
      await sdk.send(
        new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: username, SoftwareTokenMfaSettings }),
      );
      await pool.elapse(60);
      return SecretCode;
    }
  });

  describe('a form', () => {
    test('posted without its token, or with another browser’s, does nothing', async () => {
      const username = await person();
      const login = await browser.open(address('/login'));
      const { _csrf: foreign = '' } = hiddenFields(await new HostedBrowser(pool.domain).open(address('/login')));
      for (const token of [undefined, '', 'guess', foreign]) {
        const refused = await browser.submit(login, { username, password, _csrf: token });
        expect(refused.status).toBe(403);
      }
      browser.forget('XSRF-TOKEN');
      expect((await browser.submit(login, { username, password })).status).toBe(403);
      expect(browser.cookie('cognito')).toBeUndefined();
    });

    test.each([
      ['another site', { origin: 'https://example.com' }],
      ['another port of this machine', { origin: 'http://localhost:5173' }],
      ['a sandboxed frame', { origin: 'null' }],
      ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
    ])('posted by %s does nothing, whatever it knows', async (_, headers) => {
      const login = await browser.open(address('/login'));
      const body = new URLSearchParams({ ...hiddenFields(login), username: await person(), password });
      expect((await browser.open(login.url, { method: 'POST', headers, body })).status).toBe(403);
    });

    test.each(['/signup', '/confirm', '/forgotPassword', '/confirmForgotPassword', '/challenge'])(
      '%s has a token too',
      async (path) => {
        const body = new URLSearchParams({ username: 'a@sunrise-eye.com', password, code: '123456' });
        expect((await browser.open(address(path), { method: 'POST', body })).status).toBe(403);
      },
    );
  });

  describe('no request puts markup into a page', () => {
    const isHarmless = ({ text, headers }: VisitedPage): void => {
      expect(text).not.toContain('<script');
      expect(text).not.toContain('<img');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|script-src|\*/);
      expect(headers.get('cache-control')).toBe('no-store');
    };

    test.each(['/login', '/signup', '/confirm', '/forgotPassword', '/confirmForgotPassword', '/challenge'])(
      'by any parameter of %s',
      async (path) => {
        for (const name of ['state', 'nonce', 'login_hint', 'lang', 'prompt', 'identity_provider', 'error', 'x']) {
          const page = await browser.open(address(path, { [name]: markup }));
          expect(page.status).toBe(200);
          isHarmless(page);
        }
      },
    );

    test.each(['client_id', 'redirect_uri', 'scope', 'response_type', 'code_challenge'])('by %s', async (name) => {
      const page = await browser.open(address('/login', { [name]: markup }));
      if (page.url.origin === pool.domain) isHarmless(page);
      else expect(page.url.origin).toBe('http://localhost:5173');
    });

    test('by what is typed in', async () => {
      const login = await browser.open(address('/login'));
      isHarmless(await browser.submit(login, { username: markup, password: markup }));
      isHarmless(await browser.submit(login, { username: markup, challenge: markup, session: markup, secret: markup }));
      isHarmless(await browser.open(`/error?error=${encodeURIComponent(markup)}`));
    });

    testWith('functions')('by a trigger', async () => {
      const signUp = await browser.open(address('/signup', { client_id: pool.clients.server.id }));
      const refused = await browser.submit(signUp, { username: newAddress(), password });
      expect(noticeOf(refused)).toContain('PreSignUp failed with error "');
      isHarmless(refused);
    });

    test('nor a line into a header', async () => {
      const page = await browser.open(address('/oauth2/authorize', { scope: 'no', state: 'a\r\nset-cookie: x=y' }));
      expect(page.url.searchParams.get('state')).toBe('a\r\nset-cookie: x=y');
      expect(browser.cookie('x')).toBeUndefined();
    });
  });
});
