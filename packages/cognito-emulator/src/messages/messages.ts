import type { MessageSource, MessageWording } from '../triggers/custom-message.js';
import { placeholders } from '../triggers/custom-message.js';
import type { Triggers } from '../triggers/triggers.js';
import type { Mailbox } from './mailbox.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';

/** Where a code went, as answers tell it (CodeDeliveryDetailsType). */
export interface CodeDeliveryDetails {
  readonly AttributeName: 'email';
  readonly DeliveryMedium: 'EMAIL';
  readonly Destination: string;
}

/** By which request a message is sent. */
export interface MessageOccasion {
  readonly client?: ClientConfiguration;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** A code on its way to a user, to the user's own address unless `to` names another. */
export interface CodeMessage extends MessageOccasion {
  readonly source: Exclude<MessageSource, 'AdminCreateUser'>;
  readonly user: User;
  readonly to?: string;
  readonly code: string;
}

interface Invitation extends MessageOccasion {
  readonly user: User;
  readonly password: string;
}

const verification = {
  subject: 'Your verification code',
  body: `Your confirmation code is ${placeholders.code}`,
} as const;
const invitation = {
  subject: 'Your temporary password',
  body: `Your username is ${placeholders.username} and temporary password is ${placeholders.code}`,
} as const;

/** Words the messages of one pool, as CustomMessage or else Cognito's default templates do, and puts them in the mailbox. */
export class Messages {
  constructor(
    private readonly mailbox: Mailbox,
    private readonly triggers: Triggers,
  ) {}

  /** A confirmation code. Throws what CustomMessage refuses it with. */
  async sendCode({ to, code, ...subject }: CodeMessage): Promise<CodeDeliveryDetails> {
    const address = to ?? subject.user.attributes['email'] ?? '';
    const wording = { ...verification, ...(await this.triggers.customMessage(subject)) };
    this.send(wording, { address, username: subject.user.username, code });
    return deliveredTo(address);
  }

  /** An invitation with a temporary password, in which the user's name is the address they sign in with. */
  async sendInvitation({ password, ...subject }: Invitation): Promise<void> {
    const address = subject.user.attributes['email'] ?? '';
    const worded = await this.triggers.customMessage({ ...subject, source: 'AdminCreateUser' });
    this.send({ ...invitation, ...worded }, { address, username: address, code: password });
  }

  private send(
    { subject, body }: Required<MessageWording>,
    { address, username, code }: { readonly address: string; readonly username: string; readonly code: string },
  ): void {
    // a function in place of the text: in a password, `$&` is not a pattern
    const filled = body.replaceAll(placeholders.username, () => username).replaceAll(placeholders.code, () => code);
    this.mailbox.send({ to: address, subject, body: filled, code });
  }
}

/** A masked address: `a***@e***`. */
export function deliveredTo(address: string): CodeDeliveryDetails {
  const [local = '', domain = ''] = address.split('@');
  const Destination = `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination };
}
