import { Injectable } from '@nestjs/common';
import { isPlainId } from '../../ids/plain-id.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import type { PreAuthenticationEvent } from '../events/authentication.schema.js';
import { TriggerRefusal } from '../trigger-refusal.js';
import type { ResponseMembers, Trigger } from './trigger.js';

/** Keeps users whose profile is no longer active from signing in; users without a profile may sign in. */
@Injectable()
export class PreAuthenticationTrigger implements Trigger<PreAuthenticationEvent> {
  readonly limitMs = 1_500;
  /** The guards ask the profile again at every request, so that this may be skipped. */
  readonly onFailure = () => ({});

  constructor(private readonly profiles: ProfilesService) {}

  async run({ request }: PreAuthenticationEvent): Promise<ResponseMembers> {
    const { sub } = request.userAttributes;
    // for a user who does not exist Cognito invents an event, so that its answer betrays nothing
    if (request.userNotFound === true || typeof sub !== 'string' || !isPlainId(sub)) return {};
    const profile = await this.profiles.find(sub);
    if (profile !== undefined && !profile.active) throw new TriggerRefusal('account_closed');
    return {};
  }
}
