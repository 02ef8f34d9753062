import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import type { AnyEvent } from './events/envelope.schema.js';
import { readTriggerEvent, type TriggerEvent } from './events/trigger-event.js';
import { runTrigger, type TriggerOutcome } from './run-trigger.js';
import { TriggerRefusal } from './trigger-refusal.js';
import { defineAuthChallengeTrigger, verifyAuthChallengeTrigger } from './triggers/custom-challenge.triggers.js';
import { CustomMessageTrigger } from './triggers/custom-message.trigger.js';
import { PostConfirmationTrigger } from './triggers/post-confirmation.trigger.js';
import { PreAuthenticationTrigger } from './triggers/pre-authentication.trigger.js';
import { PreSignUpTrigger } from './triggers/pre-sign-up.trigger.js';
import { PreTokenGenerationTrigger } from './triggers/pre-token-generation.trigger.js';
import type { ResponseMembers } from './triggers/trigger.js';

/** Cognito waits for 5 s and then asks again (docs/cognito-facts.md#l1); everything ends well before. */
export const triggerLimitMs = 4_000;

/** Sources that decide whether somebody gets in: what is unknown there is refused, elsewhere it passes. */
const gates = ['PreSignUp_', 'PreAuthentication_'];

const unchanged: TriggerOutcome = { members: {}, skipped: false };

/** Answers every Cognito trigger, from Lambda and from the signed route alike. */
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
   * @param read the same event, where it was read already
   * @throws TriggerRefusal with a sentence for the person, and nothing else
   */
  async answer(input: unknown, limitMs = triggerLimitMs, read = readTriggerEvent(input)): Promise<object> {
    const startedAt = this.clock.now().getTime();
    const milliseconds = (): number => this.clock.now().getTime() - startedAt;
    const source = isKnown(read) ? read.event.triggerSource : read.trigger;
    try {
      const { members, skipped } = await this.run(read, limitMs);
      this.logger.log({ source, outcome: skipped ? 'skipped' : 'answered', milliseconds: milliseconds() });
      return withResponse(input as AnyEvent, members);
    } catch (error) {
      const refusal = error instanceof TriggerRefusal ? error : new TriggerRefusal('not_now', { cause: error });
      this.logger.warn({ source, outcome: 'refused', reason: refusal.reason, milliseconds: milliseconds() });
      throw refusal;
    }
  }

  private async run(read: TriggerEvent, limitMs: number): Promise<TriggerOutcome> {
    switch (read.trigger) {
      case 'PreSignUp':
        return runTrigger(this.preSignUp, read.event, limitMs);
      case 'PostConfirmation':
        return runTrigger(this.postConfirmation, read.event, limitMs);
      case 'PreTokenGeneration':
        return runTrigger(this.preTokenGeneration, read.event, limitMs);
      case 'PreAuthentication':
        return runTrigger(this.preAuthentication, read.event, limitMs);
      case 'CustomMessage':
        return runTrigger(this.customMessage, read.event, limitMs);
      case 'DefineAuthChallenge':
        return runTrigger(defineAuthChallengeTrigger, read.event, limitMs);
      case 'VerifyAuthChallenge':
        return runTrigger(verifyAuthChallengeTrigger, read.event, limitMs);
      // nothing is to be done: machines have no profile, and there is no older directory
      case 'MachineToken':
      case 'PostAuthentication':
      case 'UserMigration':
      case 'CreateAuthChallenge':
        return unchanged;
      case 'unknown':
        this.judgeUnknown(read.event);
        return unchanged;
      case 'unreadable':
        this.logger.warn({ unreadable: read.places });
        throw new TriggerRefusal('not_understood');
      default:
        return read satisfies never;
    }
  }

  private judgeUnknown({ triggerSource, version }: AnyEvent): void {
    // both are Cognito's own words, but nothing has checked them yet
    this.logger.warn({ unknownSource: word(triggerSource), version: word(version) });
    if (gates.some((gate) => triggerSource.startsWith(gate))) throw new TriggerRefusal('not_offered');
  }
}

/** Whether the source is one of the sources that are known, and may stand in a log. */
function isKnown(read: TriggerEvent): read is Exclude<TriggerEvent, { trigger: 'unknown' | 'unreadable' }> {
  return read.trigger !== 'unknown' && read.trigger !== 'unreadable';
}

function withResponse(event: AnyEvent, members: ResponseMembers): object {
  if (Object.keys(members).length === 0) return event;
  return { ...event, response: { ...event.response, ...members } };
}

function word(text: string): string {
  return /^[\w.:-]{1,80}$/.test(text) ? text : 'not a word';
}
