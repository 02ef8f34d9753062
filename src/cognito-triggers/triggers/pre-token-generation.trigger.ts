import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { isPlainId } from '../../ids/plain-id.js';
import type { Profile } from '../../profiles/profile.item.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import type { PreTokenGenerationEvent } from '../events/pre-token-generation.schema.js';
import { isVerified } from '../email-address.policy.js';
import { NewcomersService } from '../newcomers.service.js';
import { claimsOf, claimsResponse, noClaims } from './token-claims.js';
import { type ResponseMembers, storeLimitMs, type Trigger } from './trigger.js';

/** Puts the profile's claims into the tokens. A user without a profile gets one here: an invited user's first token. */
@Injectable()
export class PreTokenGenerationTrigger implements Trigger<PreTokenGenerationEvent> {
  readonly limitMs = storeLimitMs;
  /** Signing in still works while the table is away, with tokens that claim nothing. */
  readonly onFailure = ({ version }: PreTokenGenerationEvent) => claimsResponse(version, noClaims);

  constructor(
    private readonly profiles: ProfilesService,
    private readonly newcomers: NewcomersService,
    private readonly clock: Clock,
  ) {}

  async run({ version, request }: PreTokenGenerationEvent): Promise<ResponseMembers> {
    const profile = await this.profileOf(request.userAttributes);
    return claimsResponse(version, profile === undefined ? noClaims : claimsOf(profile, this.clock.seconds()));
  }

  private async profileOf(attributes: Readonly<Record<string, unknown>>): Promise<Profile | undefined> {
    const { sub } = attributes;
    if (typeof sub !== 'string' || !isPlainId(sub)) return undefined;
    const profile = await this.profiles.find(sub);
    const isSettled = profile !== undefined && !(profile.clinicPending && isVerified(attributes['email_verified']));
    if (isSettled) return profile;
    await this.newcomers.welcome(attributes);
    return this.profiles.find(sub);
  }
}
