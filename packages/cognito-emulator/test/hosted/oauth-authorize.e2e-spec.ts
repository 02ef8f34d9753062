import {
  AdminDisableUserCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteResourceServerCommand,
  DeleteUserPoolCommand,
  DescribeResourceServerCommand,
  ListResourceServersCommand,
  UpdateResourceServerCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { testWith } from '../support/cognito-under-test.js';
import type { VisitedPage } from '../support/browser/hosted-browser.js';
import { HostedBrowser } from '../support/browser/hosted-browser.js';
import { callback, OAuthApp, withOAuth } from '../support/oauth-app.js';
import { oauth } from '../support/pool-requests.js';
import type { TestPool } from '../support/test-pool.js';
import { startTestPool } from '../support/test-pool.js';

describe('a browser at the authorize endpoint', () => {
  let pool: TestPool;
  let app: OAuthApp;

  beforeAll(async () => {
    pool = await startTestPool(withOAuth);
    app = await OAuthApp.of(pool);
  });
  afterAll(async () => {
    await pool.stop();
  });

  describe('the browser’s session (COGNITO T11)', () => {
    testWith('clock')('signs in once for an hour, and again after', async () => {
      const username = await app.person();
      const browser = new HostedBrowser(pool.domain);
      await app.signIn((await app.prepare()).start, username, browser);
      const again = await app.prepare();
      expect((await app.exchange((await browser.open(again.start)).url, again)).claims()).toMatchObject({
        email: username,
      });

      const forced = await browser.open((await app.prepare({ prompt: 'login' })).start);
      expect(forced.url.pathname).toBe('/login');
      await pool.elapse(3600);
      expect((await browser.open((await app.prepare()).start)).url.pathname).toBe('/login');
    });

    test('prompt=none asks nobody: login_required', async () => {
      const { start, state } = await app.prepare({ prompt: 'none' });
      const { url } = await new HostedBrowser(pool.domain).open(start);
      expect(`${url.origin}${url.pathname}`).toBe(callback);
      expect(Object.fromEntries(url.searchParams)).toEqual({ error: 'login_required', state });
    });

    test('ends at logout, which leads to registered addresses only', async () => {
      const browser = new HostedBrowser(pool.domain);
      const flow = await app.prepare();
      await app.signIn(flow.start, await app.person(), browser);
      const address = (logoutUri: string): string =>
        `/logout?${new URLSearchParams({ client_id: pool.clients.web.id, logout_uri: logoutUri }).toString()}`;
      const out = await browser.open(address('http://localhost:5173'));
      expect(out.url.href).toBe('http://localhost:5173/');
      expect((await browser.open(flow.start)).url.pathname).toBe('/login');
      for (const elsewhere of ['http://localhost:5173.example.com', '//example.com', 'http://localhost:5173/#x']) {
        expect((await browser.open(address(elsewhere))).url.pathname).toBe('/error');
      }
    });

    test('is no use to a disabled user', async () => {
      const Username = await app.person();
      const browser = new HostedBrowser(pool.domain);
      const flow = await app.prepare();
      const returned = await app.signIn(flow.start, Username, browser);
      await pool.sdk.send(new AdminDisableUserCommand({ UserPoolId: pool.userPoolId, Username }));
      await expect(app.exchange(returned, flow)).rejects.toMatchObject({ error: 'invalid_grant' });
      expect((await browser.open(flow.start)).url.pathname).toBe('/login');
    });

    test('its cookie is out of reach of scripts and of other sites’ posts', async () => {
      const form = await new HostedBrowser(pool.domain).open((await app.prepare()).start);
      const [cookie] = form.headers.getSetCookie();
      expect(cookie).toMatch(/^XSRF-TOKEN=.*HttpOnly.*SameSite=Lax/);
    });
  });

  describe('an authorization request', () => {
    const open = (parameters: Record<string, string>) =>
      app.prepare(parameters).then(({ start }) => new HostedBrowser(pool.domain).open(start));

    const placeOf = ({ url }: VisitedPage) => [`${url.origin}${url.pathname}`, url.searchParams.get('error')];

    test.each([
      'http://localhost:5173/callback/',
      'http://localhost:5173/Callback',
      'http://localhost:5173/callback?x=1',
      'http://localhost:5173/callback#x',
      'http://localhost:5173/callback/../evil',
      'http://localhost:5173@example.com/callback',
      'https://localhost:5173/callback',
      'https://example.com',
      '//example.com',
      'javascript:alert(1)',
    ])('to %s is redirect_mismatch, and goes nowhere (COGNITO A6)', async (address) => {
      const page = await open({ redirect_uri: address });
      expect(page).toMatchObject({ status: 400 });
      expect(placeOf(page)).toEqual([`${pool.domain}/error`, 'redirect_mismatch']);
      expect(page.text).toContain('redirect_mismatch');
    });

    test.each([
      ['an unknown client', { client_id: 'nobody' }],
      ['no client', { client_id: '' }],
      ['no address', { redirect_uri: '' }],
    ])('with %s ends at the error page', async (_, parameters) => {
      expect(placeOf(await open(parameters))).toEqual([`${pool.domain}/error`, 'invalid_request']);
    });

    test.each([
      ['no response_type', { response_type: '' }, 'invalid_request'],
      ['response_type=token', { response_type: 'token' }, 'unauthorized_client'],
      ['an unknown scope', { scope: 'openid phone' }, 'invalid_scope'],
      ['email without openid', { scope: 'email' }, 'invalid_scope'],
      ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
      ['a challenge without a method', { code_challenge_method: '' }, 'invalid_request'],
      ['a method without a challenge', { code_challenge: '' }, 'invalid_request'],
    ])('with %s is told to the client (AWS, "Authorize endpoint")', async (_, parameters, error) => {
      const { url } = await open({ ...parameters, state: 'mine' });
      expect(`${url.origin}${url.pathname}`).toBe(callback);
      expect(Object.fromEntries(url.searchParams)).toMatchObject({ error, state: 'mine' });
    });

    test('to an address with a query keeps it', async () => {
      const { start } = await app.prepare({ redirect_uri: `${callback}?tenant=1` });
      const returned = await app.signIn(start, await app.person());
      expect(returned.searchParams.get('tenant')).toBe('1');
      expect(returned.searchParams.get('code')).toMatch(/^[\da-f-]{36}$/);
    });
  });

  test('a client of a pool without a domain is unknown at the domain of another', async () => {
    const { sdk, endpoint, domain } = pool;
    const { UserPool } = await sdk.send(
      new CreateUserPoolCommand({ PoolName: 'without', UsernameAttributes: ['email'] }),
    );
    const UserPoolId = UserPool?.Id ?? '';
    const { UserPoolClient } = await sdk.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web', ...oauth(['openid'], [callback]) }),
    );
    const { start } = await app.prepare({ client_id: UserPoolClient?.ClientId ?? '' });
    const { url } = await new HostedBrowser(domain).open(start);
    const discovery = await fetch(`${endpoint}/${UserPoolId}/.well-known/openid-configuration`);
    await sdk.send(new DeleteUserPoolCommand({ UserPoolId }));
    expect([url.pathname, url.searchParams.get('error')]).toEqual(['/error', 'invalid_request']);
    expect(await discovery.json()).not.toHaveProperty('authorization_endpoint');
  });

  test('resource servers are made, read, changed, listed and deleted, and their scopes with them', async () => {
    const { sdk, userPoolId: UserPoolId } = pool;
    const server = { UserPoolId, Identifier: 'https://billing.example' };
    const create = new CreateResourceServerCommand({ ...server, Name: 'Billing' });
    await sdk.send(create);
    await expect(sdk.send(create)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const client = (scope: string) =>
      sdk.send(
        new CreateUserPoolClientCommand({
          UserPoolId,
          ClientName: 'machine',
          GenerateSecret: true,
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['client_credentials'],
          AllowedOAuthScopes: [scope],
        }),
      );
    const scope = 'https://billing.example/invoices.read';
    await expect(client(scope)).rejects.toMatchObject({ name: 'ScopeDoesNotExistException' });
    const Scopes = [{ ScopeName: 'invoices.read', ScopeDescription: 'Read invoices' }];
    await sdk.send(new UpdateResourceServerCommand({ ...server, Name: 'Billing', Scopes }));
    await expect(client(scope)).resolves.toMatchObject({ UserPoolClient: { AllowedOAuthScopes: [scope] } });
    await expect(sdk.send(new DescribeResourceServerCommand(server))).resolves.toMatchObject({
      ResourceServer: { ...server, Name: 'Billing', Scopes },
    });
    const list = () => sdk.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 50 }));
    expect((await list()).ResourceServers).toHaveLength(2);
    await sdk.send(new DeleteResourceServerCommand(server));
    expect((await list()).ResourceServers).toMatchObject([{ Identifier: 'portal' }]);
    await expect(sdk.send(new DeleteResourceServerCommand(server))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
