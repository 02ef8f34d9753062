import { renderSVG } from 'uqr';
import type { User } from '../pool/user.js';
import { otpauthUri } from '../software-token/otpauth-uri.js';
import type { UserPool } from '../user-pool.js';
import { html, Html } from './html.js';

/** The secret of an authenticator app: as a QR code, as text to copy, and as the address that apps on this device open. */
export function setUpKey({ pool }: Pick<UserPool, 'pool'>, user: User, secret: string): Html {
  const account = user.attributes['email'] ?? user.username;
  const uri = otpauthUri(pool.name, account, secret);
  return html`${qrCode(uri)}
    <dl class="key">
      <dt>Key</dt>
      <dd><code>${secret}</code></dd>
      <dt>Or <a href="${uri}">open this address in your app</a></dt>
      <dd><code>${uri}</code></dd>
    </dl>`;
}

/** Black on white in dark mode too: many apps read no inverted codes. */
function qrCode(text: string): Html {
  const svg = renderSVG(text, { border: 2, pixelSize: 4, whiteColor: '#fff', blackColor: '#000' });
  return new Html(svg.replace('<svg ', '<svg class="qr" role="img" aria-label="QR code of the key" '));
}
