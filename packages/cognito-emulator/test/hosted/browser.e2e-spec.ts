import { AdminCreateUserCommand, AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import type { BrowserApp } from '../support/browser/browser-app.js';
import { startBrowserApp } from '../support/browser/browser-app.js';
import { findChromium, launchChromium } from '../support/browser/chromium.js';
import { messagesTo, newAddress, newUser } from '../support/cognito-clients.js';
import { testWith, whyNot } from '../support/cognito-under-test.js';
import { likePortal, oauth } from '../support/pool-requests.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

const password = 'Correct1horse';
const chromium = findChromium();
const missing = 'no Chromium here: install it (Debian: chromium), or set CHROMIUM_PATH';
const noBrowser = chromium === undefined && process.env['CI'] !== 'true' ? missing : undefined;
const why = whyNot(['pages']) ?? noBrowser;
const inBrowser = why === undefined ? describe : describe.skip;

inBrowser(`oidc-client-ts in Chromium${why === undefined ? '' : ` (${why})`}`, () => {
  let app: BrowserApp;
  let pool: TestPool;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (chromium === undefined) throw new Error(missing);
    app = await startBrowserApp();
    pool = await startTestPool({
      ...likePortal,
      domain: true,
      web: { ...likePortal.web, ...oauth(['email', 'openid', 'profile'], [app.callback], [app.origin]) },
      functions: {
        PreSignUp: (event) =>
          String((event.request['userAttributes'] as Record<string, string>)['email']).endsWith('@sunrise-eye.com')
            ? event
            : new Error('This clinic is not known'),
      },
    });
    app.configure({ issuer: pool.issuer, clientId: pool.clients.web.id });
    browser = await launchChromium(chromium);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await pool.stop();
    await app.stop();
  });
  beforeEach(async () => {
    complaints.length = 0;
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    // a breach of the pages' content security policy is told here
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterEach(async () => {
    await page.context().close();
  });

  // each waits for the page that the last click leads to, and fails when it does not come
  const heading = (name: string): Promise<void> => page.getByRole('heading', { name, exact: true }).waitFor();
  const note = (text: string): Promise<void> => page.locator('.note', { hasText: text }).waitFor();
  const code = async (email: string): Promise<string> => (await messagesTo(pool, email))[0]?.code ?? 'no message';
  const fill = async (fields: Record<string, string>, button: string): Promise<void> => {
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByRole('button', { name: button }).click();
  };
  const user = async (): Promise<{ error?: string; profile?: Record<string, unknown>; access_token?: string }> => {
    await page.locator('#user:not(:empty)').waitFor();
    return JSON.parse(await page.locator('#user').innerText()) as Record<string, never>;
  };
  const startAtApp = async (): Promise<void> => {
    await page.goto(app.origin);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/login\?/);
  };

  test('sign up, confirm, sign in, renew, sign out', async () => {
    const email = newAddress('new');
    await startAtApp();
    await heading('Sign in');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await fill({ Email: email, Password: password }, 'Create account');
    await heading('Confirm your account');
    await fill({ Code: '000000' }, 'Confirm account');
    await note('Invalid verification code provided, please try again.');
    await page.getByRole('button', { name: 'Send a new code' }).click();
    await note('We have sent a new code to your address.');
    await fill({ Code: await code(email) }, 'Confirm account');
    await note('Your account is confirmed. Please sign in.');
    await fill({ Password: 'Wrong1horse' }, 'Sign in');
    await note('Incorrect username or password.');
    await fill({ Password: password }, 'Sign in');

    const first = await user();
    expect(first.profile).toMatchObject({ email, aud: pool.clients.web.id, username: first.profile?.['sub'] });
    await page.getByRole('button', { name: 'Renew' }).click();
    const renewed = await user();
    expect(renewed.profile).toMatchObject({ email });
    expect(renewed.access_token).not.toBe(first.access_token);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${app.origin}/`);
    await startAtApp();
    await heading('Sign in');
    expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
  }, 60_000);

  testWith('functions')(
    'what a trigger throws is shown as Cognito words it (COGNITO L2)',
    async () => {
      await startAtApp();
      await page.getByRole('link', { name: 'Create an account' }).click();
      await fill({ Email: 'eve@example.com', Password: password }, 'Create account');
      await note('PreSignUp failed with error This clinic is not known.');
    },
    60_000,
  );

  test('an invited user chooses a password of their own', async () => {
    const email = newAddress('invited');
    await pool.sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.userPoolId,
        Username: email,
        DesiredDeliveryMediums: ['EMAIL'],
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    );
    await startAtApp();
    await fill({ Email: email, Password: await code(email) }, 'Sign in');
    await heading('Choose a password');
    await fill({ 'New password': 'short' }, 'Save and sign in');
    await note('Password did not conform with policy');
    await fill({ 'New password': password }, 'Save and sign in');
    expect((await user()).profile).toMatchObject({ email });
  }, 60_000);

  test('a forgotten password is replaced by way of a code', async () => {
    const { email } = await newUser(pool, password);
    const verified = [{ Name: 'email_verified', Value: 'true' }];
    await pool.sdk.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool.userPoolId,
        Username: email,
        UserAttributes: verified,
      }),
    );
    await startAtApp();
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await fill({ Email: email }, 'Send the code');
    await heading('Choose a new password');
    await fill({ Code: await code(email), 'New password': 'Another1horse' }, 'Save the password');
    await note('Your password is changed. Please sign in.');
    await fill({ Password: 'Another1horse' }, 'Sign in');
    expect((await user()).profile).toMatchObject({ email });
  }, 60_000);
});
