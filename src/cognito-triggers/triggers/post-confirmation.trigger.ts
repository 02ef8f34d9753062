import { Injectable } from '@nestjs/common';
import type { PostConfirmationEvent } from '../events/post-confirmation.schema.js';
import { NewcomersService } from '../newcomers.service.js';
import { type ResponseMembers, storeLimitMs, type Trigger } from './trigger.js';

/**
 * Gives a confirmed user their profile, once. It also fires at every password reset (docs/cognito-facts.md#l5), up to three times for one
 * event (docs/cognito-facts.md#l1), and nothing that exists is changed by it.
 */
@Injectable()
export class PostConfirmationTrigger implements Trigger<PostConfirmationEvent> {
  readonly limitMs = storeLimitMs;
  /** Cognito asks again; success must mean that the profile is there. */
  readonly onFailure = 'profile_not_ready' as const;

  constructor(private readonly newcomers: NewcomersService) {}

  async run({ request }: PostConfirmationEvent): Promise<ResponseMembers> {
    await this.newcomers.welcome(request.userAttributes);
    return {};
  }
}
