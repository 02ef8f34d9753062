import type { Reply } from '../http/exchange.js';
import { pageReply } from '../http/exchange.js';
import { html, Html } from './html.js';
import { stylesheetPath } from './stylesheet.js';

/** A sentence above a form: what went wrong, or what has been done. */
export interface Notice {
  readonly kind: 'bad' | 'good';
  readonly text: string;
}

interface Page {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly notice?: Notice | undefined;
  readonly body: Html;
  readonly status?: number;
  /** The path of the page, for the address that a form leads to. */
  readonly path?: string;
  /** Whether the page is a list rather than a form. */
  readonly wide?: boolean;
  /** Where a form may end up besides this server: the client's redirect address. */
  readonly redirectUri?: string | undefined;
}

/** A whole page, without scripts, that no other page can frame. */
export function layout({ title, lead, notice, body, status = 200, redirectUri, path, wide = false }: Page): Reply {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="${stylesheetPath}" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main class="${wide ? 'wide' : ''}">
          <h1>${title}</h1>
          ${lead === undefined ? undefined : html`<p class="lead">${lead}</p>`}
          ${notice === undefined ? undefined : note(notice)} ${body}
        </main>
        <footer>
          For development. <a href="/local/messages">Read the messages</a> that would have been sent, or see
          <a href="/">all pools and clients</a>.
        </footer>
      </body>
    </html> `;
  const reply = pageReply(page.text, { status, policy: policyFor(redirectUri) });
  return path === undefined ? reply : { ...reply, path };
}

function note({ kind, text }: Notice): Html {
  return html`<p class="note ${kind}" role="${kind === 'bad' ? 'alert' : 'status'}">${text}</p>`;
}

// browsers hold the redirect that follows a form to form-action too
function policyFor(redirectUri: string | undefined): string {
  const target = redirectUri === undefined ? '' : ` ${sourceOf(redirectUri)}`;
  return [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    `form-action 'self'${target}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** A registered redirect address as a source of a policy: its origin, or its scheme when it is an app's. */
function sourceOf(redirectUri: string): string {
  const { origin, protocol } = new URL(redirectUri);
  return origin === 'null' ? protocol : origin;
}
