import type { Handler } from '../http/exchange.js';
import { jsonReply } from '../http/exchange.js';
import type { Mailbox, Message } from '../messages/mailbox.js';
import type { Html } from './html.js';
import { html } from './html.js';
import { layout } from './layout.js';

/** GET /local/messages: every message that would have been sent, newest first; a page for people, JSON for programs. */
export function mailboxPage(mailbox: Mailbox): Handler {
  return ({ method, path, headers }) => {
    if (path !== '/local/messages' || method !== 'GET') return undefined;
    const messages = mailbox.messages();
    if (!(headers.accept ?? '').includes('text/html')) return jsonReply(messages);
    return layout({
      title: 'Messages',
      lead: 'What the user pool would have sent, newest first.',
      wide: true,
      body:
        messages.length === 0
          ? html`<p>No messages yet. When someone signs up, their code appears here.</p>`
          : html`<ul class="list">
              ${messages.map(entry)}
            </ul>`,
    });
  };
}

function entry({ to, subject, body, code, sentAt }: Message): Html {
  return html`<li>
    <h2>${subject}</h2>
    <p class="meta">To ${to}, <time datetime="${sentAt}">${sentAt.replace('T', ' ').slice(0, 19)} UTC</time></p>
    <p>${body}</p>
    <code class="value">${code}</code>
  </li>`;
}
