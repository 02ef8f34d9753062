import { Injectable } from '@nestjs/common';
import { ClinicsService } from '../clinics/clinics.service.js';
import { isPlainId } from '../ids/plain-id.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { emailDomain, isVerified } from './email-address.policy.js';
import { TriggerRefusal } from './trigger-refusal.js';

type Attributes = Readonly<Record<string, unknown>>;

/** Turns what an event says of a user into their profile. */
@Injectable()
export class NewcomersService {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly clinics: ClinicsService,
  ) {}

  /**
   * Writes the user's profile when there is none, and settles the clinic of one that waits for it; any other stays as it is.
   * The clinic is the one that owns the domain of a verified address, never an attribute: users have been able to write those
   * (docs/cognito-facts.md#a1, #a2). How the user came is no proof: an administrator's confirmation, an invitation and another provider leave
   * the address as it is.
   *
   * @throws TriggerRefusal `not_understood` when the event names no user
   */
  async welcome(attributes: Attributes): Promise<void> {
    const { sub } = attributes;
    if (typeof sub !== 'string' || !isPlainId(sub)) throw new TriggerRefusal('not_understood');
    const email = typeof attributes['email'] === 'string' ? attributes['email'] : undefined;
    if (!isVerified(attributes['email_verified'])) return this.profiles.recordUnproven({ sub, email });
    const domain = emailDomain(email);
    const approval = domain === undefined ? undefined : await this.clinics.approvalOf(domain);
    await this.profiles.recordProof({ sub, email, clinicId: approval?.clinicId });
  }
}
