import type { Clock } from '../clock.js';
import type { Collection } from '../state/store.js';

/** A message that Cognito would have sent; `code` is the confirmation code or temporary password in it. */
export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly code: string;
  readonly sentAt: string;
}

const keptMessages = 200;

/** Every message "sent", newest first, the oldest forgotten beyond a bound. */
export class Mailbox {
  private readonly keys: string[];

  constructor(
    private readonly records: Collection<Message & { readonly number: number }>,
    private readonly clock: Clock,
  ) {
    this.keys = [...records.values()].map(({ number }) => String(number));
  }

  /** Keeps a message for whoever looks. */
  send(message: Omit<Message, 'sentAt'>): void {
    const number = Number(this.keys.at(-1) ?? 0) + 1;
    this.records.put(String(number), { ...message, sentAt: this.clock.now().toISOString(), number });
    this.keys.push(String(number));
    if (this.keys.length > keptMessages) this.records.delete(this.keys.shift() ?? '');
  }

  /** All messages kept, newest first. */
  messages(): Message[] {
    return [...this.records.values()]
      .reverse()
      .map(({ to, subject, body, code, sentAt }) => ({ to, subject, body, code, sentAt }));
  }
}
