import { Injectable } from '@nestjs/common';
import { ClinicsService } from '../../clinics/clinics.service.js';
import { isPlainId } from '../../ids/plain-id.js';
import { emailDomain, isVerified } from '../email-address.policy.js';
import type { PreSignUpEvent } from '../events/pre-sign-up.schema.js';
import { TriggerRefusal } from '../trigger-refusal.js';
import { type ResponseMembers, storeLimitMs, type Trigger } from './trigger.js';

/**
 * Who may register: an address of a domain that an approved clinic has listed. Sign-ups, invitations and users of other
 * providers are judged alike (docs/cognito-facts.md#l3); for an invitation the inviting clinic may have allowed addresses from outside, and
 * another provider must have verified the address.
 */
@Injectable()
export class PreSignUpTrigger implements Trigger<PreSignUpEvent> {
  readonly limitMs = storeLimitMs;
  /** A pool that lets people in while the table is away would let anybody in. */
  readonly onFailure = 'not_now' as const;

  constructor(private readonly clinics: ClinicsService) {}

  async run({ triggerSource, request }: PreSignUpEvent): Promise<ResponseMembers> {
    const domain = emailDomain(request.userAttributes['email']);
    if (domain === undefined) throw new TriggerRefusal('address_not_accepted');
    const approval = await this.clinics.approvalOf(domain);
    if (triggerSource === 'PreSignUp_AdminCreateUser') {
      await this.judgeInvitation(approval?.clinicId, request.userAttributes['custom:clinic_id']);
    } else if (approval === undefined) {
      throw new TriggerRefusal('domain_not_approved');
    }
    // no code is sent to a user of another provider: only the provider can say that the address is theirs
    if (triggerSource === 'PreSignUp_ExternalProvider' && !isVerified(request.userAttributes['email_verified'])) {
      throw new TriggerRefusal('address_not_verified');
    }
    // a domain proves nothing about the mailbox (docs/cognito-facts.md#l4): only the clinic itself can choose to do without a code
    const confirmed = triggerSource === 'PreSignUp_SignUp' && approval?.autoConfirm === true;
    return { autoConfirmUser: confirmed, autoVerifyEmail: confirmed, autoVerifyPhone: false };
  }

  /**
   * @param owner the clinic to which the address's domain belongs
   * @param invitedTo the attribute that the inviting administrator set. AdminCreateUser is signed with AWS credentials, so
   *   that no user can have written it (docs/cognito-facts.md#a1 does not apply here).
   */
  private async judgeInvitation(owner: string | undefined, invitedTo: unknown): Promise<void> {
    if (owner !== undefined && (invitedTo === undefined || invitedTo === owner)) return;
    if (typeof invitedTo === 'string' && isPlainId(invitedTo)) {
      if (await this.clinics.allowsOutsideInvitations(invitedTo)) return;
    }
    throw new TriggerRefusal('domain_not_approved');
  }
}
