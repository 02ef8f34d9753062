import type { Handler } from '../http/exchange.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { UserPool } from '../user-pool.js';
import type { UserPools } from '../user-pools.js';
import type { Html } from './html.js';
import { html } from './html.js';
import { layout } from './layout.js';

/** GET /: what this server has, with links: pools, their clients and sign-in pages, discovery documents, the mailbox. */
export function startPage(pools: UserPools): Handler {
  return ({ method, path }) => {
    if (path !== '/' || method !== 'GET') return undefined;
    return layout({
      title: 'Amazon Cognito emulator',
      lead: 'User pools for development and tests on this machine.',
      wide: true,
      body: html`<p><a href="/local/messages">Mailbox</a>: the messages that would have been sent</p>
        <ul class="list">
          ${pools.all().map(poolEntry)}
        </ul>`,
    });
  };
}

function poolEntry({ pool, issuer, clients }: UserPool): Html {
  return html`<li>
    <h2>${pool.name}</h2>
    <p class="meta">User pool <code>${pool.id}</code></p>
    <p>
      <a href="${issuer}/.well-known/openid-configuration">Discovery</a> ·
      <a href="${issuer}/.well-known/jwks.json">Signing keys</a>
    </p>
    <ul class="list">
      ${clients.all().map(clientEntry)}
    </ul>
  </li>`;
}

function clientEntry(client: ClientConfiguration): Html {
  const address = signInAddress(client);
  return html`<li>
    <h2>Client ${client.name}</h2>
    <p class="meta"><code>${client.id}</code>${client.secret === undefined ? undefined : html`, with a secret`}</p>
    ${address === undefined ? undefined : html`<p><a href="${address}">Sign in</a></p>`}
  </li>`;
}

/** Where a user of a client signs in; undefined for a client without the code flow. */
function signInAddress({ id, callbackUrls, allowedOAuthFlows }: ClientConfiguration): string | undefined {
  const [redirectUri] = callbackUrls;
  if (redirectUri === undefined || !allowedOAuthFlows.includes('code')) return undefined;
  const query = new URLSearchParams({ client_id: id, response_type: 'code', redirect_uri: redirectUri });
  return `/login?${query.toString()}`;
}
