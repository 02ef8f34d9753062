import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import type { AnyEvent } from './events/envelope.schema.js';
import { readTriggerEvent, type TriggerEvent, UnreadableEventError } from './events/trigger-event.js';
import { TriggerRun } from './trigger-run.js';
import { TriggerRefusal } from './trigger-refusal.js';
import { defineAuthChallengeTrigger, verifyAuthChallengeTrigger } from './triggers/custom-challenge.triggers.js';
import { CustomMessageTrigger } from './triggers/custom-message.trigger.js';
import { PostConfirmationTrigger } from './triggers/post-confirmation.trigger.js';
import { PreAuthenticationTrigger } from './triggers/pre-authentication.trigger.js';
import { PreSignUpTrigger } from './triggers/pre-sign-up.trigger.js';
import { PreTokenGenerationTrigger } from './triggers/pre-token-generation.trigger.js';
import type { ResponseMembers } from './triggers/trigger-step.js';

/** Cognito waits for 5 s and then asks again (fact L1); everything ends well before. */
export const triggerLimitMs = 4_000;

/** Sources that decide whether somebody gets in: what is unknown there is refused, elsewhere it passes. */
const gates = ['PreSignUp_', 'PreAuthentication_'];

/** Answers every Cognito trigger, whichever door the event came through. */
@Injectable()
export class CognitoTriggersService {
  private readonly logger = new Logger('CognitoTriggers');

  constructor(
    private readonly clock: Clock,
    private readonly preSignUp: PreSignUpTrigger,
    private readonly postConfirmation: PostConfirmationTrigger,
    private readonly preTokenGeneration: PreTokenGenerationTrigger,
    private readonly preAuthentication: PreAuthenticationTrigger,
    private readonly customMessage: CustomMessageTrigger,
  ) {}

  /**
   * The whole event, with its `response` filled in.
   *
   * @param input the event as it was parsed from JSON; it is left as it is
   * @param limitMs the time for everything
   * @throws TriggerRefusal with a sentence for the person, and nothing else
   */
  async answer(input: unknown, limitMs = triggerLimitMs): Promise<object> {
    const run = new TriggerRun(this.clock, limitMs);
    let source = 'unreadable';
    try {
      const read = readTriggerEvent(input);
      source = read.trigger === 'unknown' ? 'unknown' : read.event.triggerSource;
      const members = await this.route(read, run);
      this.logger.log({ source, outcome: 'answered', ...run.summary() });
      return withResponse(input as AnyEvent, members);
    } catch (error) {
      const refusal = this.refusalFor(error);
      this.logger.warn({ source, outcome: 'refused', reason: refusal.reason, ...run.summary() });
      throw refusal;
    }
  }

  private route(read: TriggerEvent, run: TriggerRun): Promise<ResponseMembers> {
    switch (read.trigger) {
      case 'PreSignUp':
        return run.through(this.preSignUp.steps, read.event);
      case 'PostConfirmation':
        return run.through(this.postConfirmation.steps, read.event);
      case 'PreTokenGeneration':
        return run.through(this.preTokenGeneration.steps, read.event);
      case 'PreAuthentication':
        return run.through(this.preAuthentication.steps, read.event);
      case 'CustomMessage':
        return run.through(this.customMessage.steps, read.event);
      case 'DefineAuthChallenge':
        return run.through(defineAuthChallengeTrigger.steps, read.event);
      case 'VerifyAuthChallenge':
        return run.through(verifyAuthChallengeTrigger.steps, read.event);
      // nothing is to be done: machines have no profile, and there is no older directory
      case 'MachineToken':
      case 'PostAuthentication':
      case 'UserMigration':
      case 'CreateAuthChallenge':
        return Promise.resolve({});
      case 'unknown':
        return this.judgeUnknown(read.event);
      default:
        return read satisfies never;
    }
  }

  private judgeUnknown({ triggerSource, version }: AnyEvent): Promise<ResponseMembers> {
    // both are Cognito's own words, but nothing has checked them yet
    this.logger.warn({ unknownSource: word(triggerSource), version: word(version) });
    if (gates.some((gate) => triggerSource.startsWith(gate))) return Promise.reject(new TriggerRefusal('not_offered'));
    return Promise.resolve({});
  }

  private refusalFor(error: unknown): TriggerRefusal {
    if (error instanceof TriggerRefusal) return error;
    if (error instanceof UnreadableEventError) {
      this.logger.warn({ unreadable: error.places });
      return new TriggerRefusal('not_understood', { cause: error });
    }
    return new TriggerRefusal('not_now', { cause: error });
  }
}

function withResponse(event: AnyEvent, members: ResponseMembers): object {
  if (Object.keys(members).length === 0) return event;
  return { ...event, response: { ...event.response, ...members } };
}

function word(text: string): string {
  return /^[\w.:-]{1,80}$/.test(text) ? text : 'not a word';
}
