import type { Handler } from '../http/exchange.js';
import { html } from './html.js';
import { layout } from './layout.js';

// a closed set: nothing that the query says is shown
const explanations = new Map([
  [
    'redirect_mismatch',
    'The address to return to is not one of the app client’s. It has to equal a registered callback or logout URL exactly, character by character, a slash at the end included.',
  ],
  ['invalid_request', 'The app client is unknown, or a parameter is missing or sent twice.'],
]);

/** GET /error: where a browser is sent when the app's address cannot be trusted. */
export const errorPage: Handler = ({ method, path, query }) => {
  if (path !== '/error' || method !== 'GET') return undefined;
  const given = query.get('error') ?? '';
  const code = explanations.has(given) ? given : 'invalid_request';
  return layout({
    title: 'Something is not right',
    notice: { kind: 'bad', text: 'An error was encountered with the requested page.' },
    body: html`<p><code>${code}</code></p>
      <p>${explanations.get(code)}</p>`,
    status: 400,
  });
};
