import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { HostedBrowser, unescape } from '../support/browser/hosted-browser.js';
import { newAddress, newUser } from '../support/cognito-clients.js';
import { describeWith } from '../support/cognito-under-test.js';
import { callback, withOAuth } from '../support/oauth-app.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

const password = 'Correct1horse';

describeWith('pages')('pages for developers', () => {
  let pool: TestPool;
  let browser: HostedBrowser;

  beforeAll(async () => {
    pool = await startTestPool(withOAuth);
  });
  afterAll(() => pool.stop());
  beforeEach(() => {
    browser = new HostedBrowser(pool.domain);
  });

  const address = (path: string, changes: Record<string, string> = {}): string => {
    const query = { response_type: 'code', client_id: pool.clients.web.id, redirect_uri: callback, ...changes };
    return `${path}?${new URLSearchParams(query).toString()}`;
  };

  test('the root shows pools and clients, and links to sign-in, mailbox and discovery', async () => {
    const page = await browser.open('/');
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain(pool.userPoolId);
    expect(page.text).toContain(pool.clients.server.id);
    const links = [...page.text.matchAll(/<a href="([^"]+)"/g)].map(([, href = '']) => unescape(href));
    expect(links).toEqual(
      expect.arrayContaining([
        '/local/messages',
        `${pool.issuer}/.well-known/openid-configuration`,
        `${pool.issuer}/.well-known/jwks.json`,
      ]),
    );
    const signIn = links.find((href) => href.includes(pool.clients.web.id)) ?? 'none';
    expect((await browser.open(signIn)).text).toContain('<h1>Sign in</h1>');
  });

  test('redirect_mismatch shows the address that was sent and those that are registered, escaped', async () => {
    const sent = 'http://localhost:5173/callback/<b>';
    const page = await browser.open(address('/oauth2/authorize', { redirect_uri: sent }));
    expect(page.status).toBe(400);
    expect(unescape(page.text)).toContain(sent);
    expect(page.text).toContain(`<code>${callback}</code>`);
    expect(page.text).not.toContain('<b>');
    const logout = await browser.open(address('/logout', { logout_uri: 'http://localhost:5173/' }));
    expect(logout.text).toContain('<code>http://localhost:5173/</code>');
    expect(logout.text).toContain('<code>http://localhost:5173</code>');
  });

  test('a posted form leads to an address of its own: reloading it posts nothing (POST, redirect, GET)', async () => {
    const username = newAddress();
    const confirm = await browser.submit(await browser.open(address('/signup')), { username, password });
    expect(confirm.url.pathname).toBe('/confirm');
    const reloaded = await browser.open(confirm.url);
    expect(reloaded.text).toBe(confirm.text);
    const wrong = await browser.submit(confirm, { username, code: '000000' });
    expect([wrong.url.pathname, wrong.status]).toEqual(['/confirm', 400]);
    // the result is for the browser that posted, and for no other
    expect((await new HostedBrowser(pool.domain).open(confirm.url)).text).not.toContain(username);
  });

  test('an authenticator app is set up by choice, with a QR code, and counts from then on', async () => {
    const { email } = await newUser(pool);
    const asked = await browser.open(address('/authenticator'));
    expect(asked.text).toContain('Sign in first');
    const setUp = await browser.submit(asked, { username: email, password });
    expect(setUp.url.pathname).toBe('/authenticator');
    expect(setUp.text).toMatch(/<svg class="qr"[^>]*role="img"/);
    const [, secret = ''] = /<code>([A-Z2-7]+)<\/code>/.exec(setUp.text) ?? [];
    const wrong = await browser.submit(setUp, { code: '000000' });
    expect(wrong.text).toContain(secret);
    const done = await browser.submit(wrong, { code: pool.totp(secret) });
    expect(done.url.searchParams.has('code')).toBe(true);
    const user = await pool.sdk.send(new AdminGetUserCommand({ UserPoolId: pool.userPoolId, Username: email }));
    expect(user).toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    });
  });

  test('the mailbox fits a phone', async () => {
    const response = await fetch(`${pool.endpoint}/local/messages`, { headers: { accept: 'text/html' } });
    expect(await response.text()).toContain('<meta name="viewport" content="width=device-width');
  });
});
