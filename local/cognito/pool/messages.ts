import type { Mailbox } from './mailbox.js';

/** Where a code went, as answers tell it (CodeDeliveryDetailsType). */
export interface CodeDeliveryDetails {
  readonly AttributeName: 'email';
  readonly DeliveryMedium: 'EMAIL';
  readonly Destination: string;
}

/** Words the messages of one pool, as Cognito's default templates do, and puts them in the mailbox. */
export class Messages {
  constructor(private readonly mailbox: Mailbox) {}

  /** A confirmation code to an address. */
  sendCode(to: string, code: string): CodeDeliveryDetails {
    this.mailbox.send({
      to,
      subject: 'Your verification code',
      body: `Your confirmation code is ${code}`,
      code,
    });
    return deliveredTo(to);
  }

  /** An invitation with a temporary password. */
  sendInvitation(to: string, username: string, password: string): void {
    this.mailbox.send({
      to,
      subject: 'Your temporary password',
      body: `Your username is ${username} and temporary password is ${password}`,
      code: password,
    });
  }
}

/** A masked address: `a***@e***`. */
export function deliveredTo(address: string): CodeDeliveryDetails {
  const [local = '', domain = ''] = address.split('@');
  const Destination = `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
  return { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination };
}
