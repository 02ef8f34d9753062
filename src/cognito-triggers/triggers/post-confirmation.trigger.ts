import { Injectable } from '@nestjs/common';
import type { PostConfirmationEvent } from '../events/post-confirmation.schema.js';
import { NewcomersService } from '../newcomers.service.js';
import { type ResponseMembers, stepLimitMs, type Trigger, type TriggerStep } from './trigger-step.js';

/**
 * Gives a confirmed user their profile, once. It also fires at every password reset (fact L5), up to three times for one
 * event (fact L1), and nothing that exists is changed by it.
 */
@Injectable()
export class PostConfirmationTrigger implements Trigger<PostConfirmationEvent> {
  readonly steps: readonly TriggerStep<PostConfirmationEvent>[] = [
    // failing makes Cognito ask again; success must mean that the profile is there
    { name: 'write-profile', limitMs: stepLimitMs, onFailure: 'profile_not_ready', run: (event) => this.write(event) },
  ];

  constructor(private readonly newcomers: NewcomersService) {}

  private async write({ request }: PostConfirmationEvent): Promise<ResponseMembers> {
    await this.newcomers.welcome(request.userAttributes);
    return {};
  }
}
