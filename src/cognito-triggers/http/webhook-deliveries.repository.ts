import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { type Key, keyOf } from '../../dynamodb/keys.js';
import { Table } from '../../dynamodb/table.js';
import { isNew } from '../../dynamodb/write.js';

/** What was answered to a delivery. Only the `response` of an event is kept: the event itself names a person. */
export type DeliveryAnswer = { readonly response: string } | { readonly refusal: string };

export interface AnsweredDelivery {
  readonly id: string;
  /** SHA-256 of the body, to distinguish a redelivery from another event under the same id. */
  readonly bodyHash: string;
  readonly answer: DeliveryAnswer;
}

/** A delivery is believed for five minutes on either side of its timestamp; a quarter of an hour outlives that. */
const keptForSeconds = 900;

const deliveryKey = (id: string): Key => ({ PK: keyOf('WEBHOOK', id), SK: 'META' });

const deliveryItem = z.object({
  body_hash: z.string(),
  answer: z.union([z.object({ response: z.string() }), z.object({ refusal: z.string() })]),
  expires_at: z.number(),
});

/** Deliveries that were answered, so that every instance gives a redelivery the same answer. */
@Injectable()
export class WebhookDeliveriesRepository {
  constructor(private readonly table: Table) {}

  /** @param nowSeconds expired items may still be there: TTL deletes late */
  async find(id: string, nowSeconds: number): Promise<AnsweredDelivery | undefined> {
    const item = await this.table.get(deliveryKey(id), { consistent: true });
    if (item === undefined) return undefined;
    const { body_hash: bodyHash, answer, expires_at: expiresAt } = deliveryItem.parse(item);
    return expiresAt > nowSeconds ? { id, bodyHash, answer } : undefined;
  }

  /** @returns whether it was kept; `false` when another instance had answered this delivery before */
  async keep({ id, bodyHash, answer }: AnsweredDelivery, nowSeconds: number): Promise<boolean> {
    const outcome = await this.table.write({
      put: {
        ...deliveryKey(id),
        type: 'WEBHOOK',
        body_hash: bodyHash,
        answer,
        expires_at: Math.ceil(nowSeconds) + keptForSeconds,
      },
      when: { expression: `${isNew.expression} OR expires_at <= :now`, values: { ':now': nowSeconds } },
    });
    return outcome.kind === 'done';
  }
}
