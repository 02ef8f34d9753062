import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { Table } from '../dynamodb/table.js';
import { isNew, type WriteAction } from '../dynamodb/write.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import type { Page, PageRequest } from '../paging/page.js';
import {
  deliveryId,
  deliveryItem,
  deliveryKey,
  deliveryPartition,
  duePartition,
  failedPrefix,
  pendingPrefix,
  type StoredDelivery,
} from './delivery.item.js';

const behindAll = '~';

/** What is to be sent to which endpoint, and what was given up. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly table: Table) {}

  /** The action that notes a delivery to be made; once for each endpoint and change. */
  insertion(delivery: StoredDelivery): WriteAction {
    return { put: deliveryItem.encode(delivery), when: isNew };
  }

  /** What is due in a shard, the longest due first (eventually consistent). */
  async due(shard: number, now: Date, limit: number): Promise<StoredDelivery[]> {
    const to = `${now.toISOString()}${behindAll}`;
    const { items } = await this.table.range({ index: 'GSI1', partition: duePartition(shard), from: '0', to, limit });
    return items.map((item) => deliveryItem.decode(item));
  }

  /** The oldest change of an appointment that this endpoint has not got yet. */
  async firstOf({ clinicId, endpointId, appointmentId }: StoredDelivery): Promise<StoredDelivery | undefined> {
    const { items } = await this.table.range({
      partition: deliveryPartition(clinicId, endpointId),
      from: `${pendingPrefix}${appointmentId}.`,
      to: `${pendingPrefix}${appointmentId}.${behindAll}`,
      limit: 1,
      consistent: true,
    });
    return items[0] && deliveryItem.decode(items[0]);
  }

  /** Puts `after` in the place of `before`, unless another worker was faster. @returns whether it did */
  async replace(before: StoredDelivery, after: StoredDelivery): Promise<boolean> {
    const put = { put: deliveryItem.encode(after), when: sameClaims(before) };
    const moved = before.failed !== after.failed;
    const outcome = moved
      ? await this.table.transact([
          { put: deliveryItem.encode(after) },
          { remove: keyOfDelivery(before), when: sameClaims(before) },
        ])
      : await this.table.write(put);
    return outcome.kind === 'done';
  }

  /** It has been delivered. */
  async remove(delivery: StoredDelivery): Promise<void> {
    await this.table.write({ remove: keyOfDelivery(delivery), when: sameClaims(delivery) });
  }

  /** What was given up, by appointment. */
  async failed(clinicId: string, endpointId: string, { limit, cursor }: PageRequest): Promise<Page<StoredDelivery>> {
    const scope = ['failed-deliveries', clinicId, endpointId];
    const after = cursor === undefined ? '' : decodeCursor(scope, cursor, z.string().max(100));
    const { items, stoppedAt } = await this.table.range({
      partition: deliveryPartition(clinicId, endpointId),
      from: `${failedPrefix}${after === '' ? '' : `${after}!`}`,
      to: `${failedPrefix}${behindAll}`,
      limit,
    });
    return {
      items: items.map((item) => deliveryItem.decode(item)),
      ...(stoppedAt !== undefined && { nextCursor: encodeCursor(scope, stoppedAt.slice(failedPrefix.length)) }),
    };
  }

  async findFailed(clinicId: string, endpointId: string, id: string): Promise<StoredDelivery | undefined> {
    const key = deliveryKey(clinicId, endpointId, failedPrefix, id);
    const item = await this.table.get(key, { consistent: true });
    return item && deliveryItem.decode(item);
  }
}

const keyOfDelivery = ({ clinicId, endpointId, appointmentId, version, failed }: StoredDelivery) =>
  deliveryKey(clinicId, endpointId, failed ? failedPrefix : pendingPrefix, deliveryId(appointmentId, version));

const sameClaims = ({ claims }: StoredDelivery) => ({
  expression: 'claims = :seen_claims',
  values: { ':seen_claims': claims },
});
