import type { Handler } from '../http/exchange.js';
import { redirectReply, textReply } from '../http/exchange.js';
import type { BrowserServices } from './authorize-endpoint.js';
import { errorPageAddress } from './redirect-address.js';

/**
 * GET /logout (AWS, "Logout endpoint"): signs the browser out, then leads to the client's logout_uri or, with the parameters of
 * /oauth2/authorize, to the sign-in page. Tokens live on.
 */
export function logoutEndpoint({ pool, browserSessions }: Pick<BrowserServices, 'pool' | 'browserSessions'>): Handler {
  return ({ method, path, query, headers }) => {
    if (path !== '/logout') return undefined;
    if (method !== 'GET') return textReply(405, 'Use GET.', { allow: 'GET' });
    const client = pool.clients.find(query.get('client_id') ?? '');
    const cookie = browserSessions.end(headers);
    const logoutUri = query.get('logout_uri');
    if (client === undefined) return redirectReply('/error?error=invalid_request', [cookie]);
    if (logoutUri !== null) {
      const shown = { client_id: client.id, logout_uri: logoutUri };
      const known = client.logoutUrls.includes(logoutUri);
      return redirectReply(known ? logoutUri : errorPageAddress('redirect_mismatch', shown), [cookie]);
    }
    // /login looks at all of it again
    if (query.has('redirect_uri')) return redirectReply(`/login?${query.toString()}`, [cookie]);
    return redirectReply('/error?error=invalid_request', [cookie]);
  };
}
