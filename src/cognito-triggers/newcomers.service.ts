import { Injectable } from '@nestjs/common';
import { ClinicsService } from '../clinics/clinics.service.js';
import { isPlainId } from '../dynamodb/plain-id.js';
import type { Profile } from '../users/profile.item.js';
import { ProfilesService } from '../users/profiles.service.js';
import { emailDomain } from './email-address.policy.js';

type Attributes = Readonly<Record<string, unknown>>;

/** Turns what an event says of a user into their profile. */
@Injectable()
export class NewcomersService {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly clinics: ClinicsService,
  ) {}

  /**
   * The user's profile, written when there is none and otherwise left as it is. The clinic is the one that owns the
   * address's domain, never an attribute: users have been able to write those (facts A1, A2). An address that changed may
   * stand there unverified (fact A5), and then gives no clinic.
   *
   * @returns nothing when the event names no user
   */
  async welcome(attributes: Attributes, { mailboxProven }: { mailboxProven: boolean }): Promise<Profile | undefined> {
    const { sub, email } = attributes;
    if (typeof sub !== 'string' || !isPlainId(sub)) return undefined;
    const domain = mailboxProven || attributes['email_verified'] === 'true' ? emailDomain(email) : undefined;
    const approval = domain === undefined ? undefined : await this.clinics.approvalOf(domain);
    return this.profiles.createIfMissing({
      sub,
      email: typeof email === 'string' ? email : undefined,
      clinicId: approval?.clinicId,
    });
  }
}
