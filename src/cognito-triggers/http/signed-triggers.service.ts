import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Clock } from '../../clock/clock.js';
import type { PoolSettings, Settings } from '../../config/settings.js';
import { withDeadline } from '../../clock/deadline.js';
import { AppError } from '../../errors/app-error.js';
import { jsonTextFault } from '../../json/json-text.js';
import { CognitoTriggersService } from '../cognito-triggers.service.js';
import { readTriggerEvent, type TriggerEvent } from '../events/trigger-event.js';
import { TriggerRefusal } from '../trigger-refusal.js';
import { assertOwnEvent } from './event-origin.js';
import {
  type AnsweredDelivery,
  type DeliveryAnswer,
  WebhookDeliveriesRepository,
} from './webhook-deliveries.repository.js';
import type { Delivery } from './webhook-signature.guard.js';

/** Together with the answer below, 4.3 s: Cognito gives up after 5 s (docs/cognito-facts.md#l1), and the forwarder needs some of them. */
const memoryLimitMs = 400;
const answerLimitMs = 3_500;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Answers signed deliveries: the same service as behind Lambda, and the same answer for the same delivery. */
@Injectable()
export class SignedTriggersService {
  private readonly logger = new Logger('CognitoTriggers');
  private readonly pools: readonly PoolSettings[];

  constructor(
    private readonly triggers: CognitoTriggersService,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly clock: Clock,
    config: ConfigService<Settings, true>,
  ) {
    this.pools = config.get('auth', { infer: true }).pools;
  }

  /**
   * @returns the answered event, as JSON
   * @throws AppError `invalid_request`, `foreign_event`, `webhook_id_reused`; `trigger_refused` and `trigger_unavailable`
   *   with the sentence for the person as their detail
   */
  async answer({ id, body }: Delivery): Promise<string> {
    const event = parse(body);
    const read = readTriggerEvent(event);
    assertOwnEvent(read.event, this.pools);
    const bodyHash = createHash('sha256').update(body).digest('base64url');
    const remembered = await this.recall(id, bodyHash);
    if (remembered !== undefined) return say(event, remembered);
    const answer = await this.decide(event, read);
    const kept = await this.keep({ id, bodyHash, answer });
    // another instance was faster with the same delivery: its answer counts
    return say(event, kept ? answer : ((await this.recall(id, bodyHash)) ?? answer));
  }

  private async decide(event: object, read: TriggerEvent): Promise<DeliveryAnswer> {
    try {
      const answered = (await this.triggers.answer(event, answerLimitMs, read)) as { response?: unknown };
      return { response: JSON.stringify(answered.response ?? null) };
    } catch (error) {
      // what may be gone at the next attempt is not kept
      if (!(error instanceof TriggerRefusal) || error.passing) {
        throw new AppError('trigger_unavailable', { detail: sentenceOf(error), retryAfter: 1, cause: error });
      }
      return { refusal: error.message };
    }
  }

  /** Memory helps, but the triggers are safe to repeat: without the table an event is answered as behind Lambda. */
  private async recall(id: string, bodyHash: string): Promise<DeliveryAnswer | undefined> {
    const found = await this.unlessUnavailable(() => this.deliveries.find(id, this.clock.seconds()), undefined);
    if (found !== undefined && found.bodyHash !== bodyHash) throw new AppError('webhook_id_reused');
    return found?.answer;
  }

  private keep(delivery: AnsweredDelivery): Promise<boolean> {
    return this.unlessUnavailable(() => this.deliveries.keep(delivery, this.clock.seconds()), true);
  }

  private async unlessUnavailable<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await withDeadline(memoryLimitMs, work);
    } catch (error) {
      this.logger.warn({ deliveryMemory: error instanceof Error ? error.name : typeof error });
      return otherwise;
    }
  }
}

/** @throws AppError `invalid_request`, without the text that a parser would quote */
function parse(body: Buffer): object {
  const parsed = jsonOf(body);
  if (typeof parsed === 'object' && parsed !== null) return parsed;
  throw new AppError('invalid_request', { detail: 'The body must be a JSON object.' });
}

/** The JSON value, unless it is none or one that readers understand differently or cannot write again. */
function jsonOf(body: Buffer): unknown {
  try {
    const text = utf8.decode(body);
    const parsed: unknown = JSON.parse(text);
    return jsonTextFault(text) === undefined ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function say(event: object, answer: DeliveryAnswer): string {
  if ('refusal' in answer) throw new AppError('trigger_refused', { detail: answer.refusal });
  // an event without `response` that nobody answered goes back as it came
  if (answer.response === 'null' && !('response' in event)) return JSON.stringify(event);
  return JSON.stringify({ ...event, response: JSON.parse(answer.response) as unknown });
}

function sentenceOf(error: unknown): string {
  return error instanceof TriggerRefusal ? error.message : new TriggerRefusal('not_now').message;
}
