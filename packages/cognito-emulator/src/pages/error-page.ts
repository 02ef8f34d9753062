import type { Handler } from '../http/exchange.js';
import type { Clients } from '../pool/clients.js';
import type { Html } from './html.js';
import { html } from './html.js';
import { layout } from './layout.js';

const explanations = new Map([
  [
    'redirect_mismatch',
    'The address to return to is not registered for the app client. It has to equal a registered callback or logout URL exactly, character by character, a slash at the end included.',
  ],
  ['invalid_request', 'The app client is unknown, or a parameter is missing or sent twice.'],
]);

/** GET /error: where a browser is sent when the app's address cannot be trusted. It shows that address, but no link to it. */
export function errorPage(clients: Clients): Handler {
  return ({ method, path, query }) => {
    if (path !== '/error' || method !== 'GET') return undefined;
    const given = query.get('error') ?? '';
    const code = explanations.has(given) ? given : 'invalid_request';
    return layout({
      title: 'Something is not right',
      notice: { kind: 'bad', text: 'An error was encountered with the requested page.' },
      body: html`<p><code>${code}</code></p>
        <p>${explanations.get(code)}</p>
        ${code === 'redirect_mismatch' ? addresses(clients, query) : undefined}`,
      status: 400,
    });
  };
}

/** The address that was sent beside those that the client has, for comparison. */
function addresses(clients: Clients, query: URLSearchParams): Html | undefined {
  const client = clients.find(query.get('client_id') ?? '');
  const sent = query.get('redirect_uri') ?? query.get('logout_uri');
  if (client === undefined || sent === null) return undefined;
  const registered = query.has('logout_uri') ? client.logoutUrls : client.callbackUrls;
  return html`<dl class="key">
    <dt>Sent</dt>
    <dd><code>${sent.slice(0, 1024)}</code></dd>
    <dt>Registered for the client ${client.name}</dt>
    ${registered.length === 0 ? html`<dd>none</dd>` : registered.map((url) => html`<dd><code>${url}</code></dd>`)}
  </dl>`;
}
