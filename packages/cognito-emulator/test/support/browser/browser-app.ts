import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

/** A single-page app as a team would write one with oidc-client-ts, served at an origin of its own. */
export interface BrowserApp {
  readonly origin: string;
  readonly callback: string;
  /** Tells the app which pool it signs in at, once that is known. */
  configure(settings: { readonly issuer: string; readonly clientId: string }): void;
  stop(): Promise<void>;
}

const page = `<!doctype html><html lang="en"><title>App</title>
<button id="in">Sign in</button><button id="out">Sign out</button><button id="renew">Renew</button><pre id="user"></pre>
<script src="/oidc.js"></script><script src="/app.js"></script></html>`;

const script = (settings: object): string => `
const settings = ${JSON.stringify(settings)};
const manager = new oidc.UserManager({ ...settings, userStore: new oidc.WebStorageStateStore({ store: sessionStorage }) });
const show = (value) => { document.getElementById('user').textContent = JSON.stringify(value); };
document.getElementById('in').onclick = () => manager.signinRedirect();
document.getElementById('renew').onclick = () => {
  document.getElementById('user').textContent = '';
  manager.signinSilent().then(show, (error) => show({ error: error.message }));
};
document.getElementById('out').onclick = () => manager.signoutRedirect({
  extraQueryParams: { client_id: settings.client_id, logout_uri: settings.post_logout_redirect_uri } });
if (location.pathname === '/callback') manager.signinCallback().then(show, (error) => show({ error: error.message }));
`;

/** Starts the app on a free port of localhost. */
export async function startBrowserApp(): Promise<BrowserApp> {
  const library = readFileSync(resolve('node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js'));
  let settings: object = {};
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/oidc.js') response.setHeader('content-type', 'text/javascript').end(library);
    else if (url === '/app.js') response.setHeader('content-type', 'text/javascript').end(script(settings));
    else response.setHeader('content-type', 'text/html').end(page);
  });
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    callback: `${origin}/callback`,
    configure: ({ issuer, clientId }) => {
      settings = {
        authority: issuer,
        client_id: clientId,
        redirect_uri: `${origin}/callback`,
        post_logout_redirect_uri: origin,
        scope: 'openid email profile',
        automaticSilentRenew: false,
        loadUserInfo: true,
      };
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => {
          stopped();
        });
        server.closeAllConnections();
      }),
  };
}
