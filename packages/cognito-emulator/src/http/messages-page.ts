import type { Message } from '../messages/mailbox.js';

/** The mailbox as a page, newest first. */
export function messagesPage(messages: readonly Message[]): string {
  const rows = messages.map(
    ({ to, subject, body, code, sentAt }) =>
      `<tr><td>${escape(sentAt)}<td>${escape(to)}<td>${escape(subject)}<td>${escape(body)}<td><code>${escape(code)}</code>`,
  );
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Messages</title>',
    '<style>body{font:16px/1.5 system-ui;margin:2rem}td,th{padding:.3rem .8rem;text-align:left}</style>',
    '<h1>Messages</h1><p>What the user pool would have sent, newest first.',
    ...(rows.length === 0
      ? ['<p>Nothing yet: sign up, and the code comes here.</html>']
      : ['<table><tr><th>Sent<th>To<th>Subject<th>Message<th>Code', ...rows, '</table></html>']),
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
