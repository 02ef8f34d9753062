import { Injectable } from '@nestjs/common';
import type { CustomMessageEvent } from '../events/custom-message.schema.js';
import { NewcomersService } from '../newcomers.service.js';
import type { ResponseMembers, Trigger } from './trigger.js';

/**
 * Leaves every message to Cognito (docs/cognito-facts.md#l9). An invitation is also the only event of an invited user before their first
 * token, since post-confirmation never fires for them (docs/cognito-facts.md#l5): their profile is written here.
 */
@Injectable()
export class CustomMessageTrigger implements Trigger<CustomMessageEvent> {
  readonly limitMs = 2_500;
  /** The first token brings the profile too: no invitation fails for it. */
  readonly onFailure = () => ({});

  constructor(private readonly newcomers: NewcomersService) {}

  async run({ triggerSource, request }: CustomMessageEvent): Promise<ResponseMembers> {
    if (triggerSource === 'CustomMessage_AdminCreateUser') {
      await this.newcomers.welcome(request.userAttributes);
    }
    return {};
  }
}
