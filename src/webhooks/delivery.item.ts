import * as z from 'zod';
import { itemCodec } from '../dynamodb/item-codec.js';
import { type Key, keyOf } from '../dynamodb/keys.js';

/** Deliveries to one endpoint: those to be made, and those that were given up. */
export const deliveryPartition = (clinicId: string, endpointId: string): string =>
  keyOf('WEBHOOK_ENDPOINT', clinicId, endpointId);

export const pendingPrefix = 'DELIVERY#';
export const failedPrefix = 'FAILED#';

const versionText = (version: number): string => String(version).padStart(10, '0');

/** Names a delivery within its endpoint; deliveries of one appointment are in the order of its versions. */
export const deliveryId = (appointmentId: string, version: number): string =>
  `${appointmentId}.${versionText(version)}`;

export const deliveryKey = (clinicId: string, endpointId: string, prefix: string, id: string): Key => ({
  PK: deliveryPartition(clinicId, endpointId),
  SK: `${prefix}${id}`,
});

/** GSI1: what is to be sent, by when; as many partitions as the outbox has, so that none takes all writes. */
export const duePartition = (shard: number): string => keyOf('WEBHOOKS_DUE', String(shard));

const storedDelivery = z.object({
  clinicId: z.string(),
  endpointId: z.string(),
  appointmentId: z.string(),
  version: z.int(),
  action: z.string(),
  at: z.string(),
  changes: z.record(z.string(), z.unknown()),
  shard: z.int(),
  attempts: z.int(),
  dueAt: z.string(),
  /** Counts claims: a worker sends only what it has claimed, so that two workers do not send the same at once. */
  claims: z.int(),
  lastFault: z.string().optional(),
  failed: z.boolean(),
});

export type StoredDelivery = z.output<typeof storedDelivery>;

export const deliveryItem = itemCodec(storedDelivery, {
  type: 'WEBHOOK_DELIVERY',
  keys: ({ clinicId, endpointId, appointmentId, version, failed, shard, dueAt }) => {
    const id = deliveryId(appointmentId, version);
    return {
      ...deliveryKey(clinicId, endpointId, failed ? failedPrefix : pendingPrefix, id),
      ...(!failed && { GSI1PK: duePartition(shard), GSI1SK: `${dueAt}#${endpointId}#${id}` }),
    };
  },
});
