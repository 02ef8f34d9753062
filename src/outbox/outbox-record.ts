import * as z from 'zod';
import { type Item, type Key, keyOf } from '../dynamodb/keys.js';

/** Changes that are not delivered yet lie in this many partitions of GSI1, so that none takes all writes of the platform. */
export const outboxShards = 8;

export const outboxPartition = (shard: number): string => keyOf('OUTBOX', String(shard));

/** Changes of an appointment stand behind it, in the order of its versions. */
export const changePrefix = 'CHANGE#';

const shape = z.object({
  PK: z.string(),
  SK: z.string(),
  GSI1PK: z.string().optional(),
  clinic_id: z.string(),
  appointment_id: z.string(),
  version: z.int(),
  at: z.string(),
  by: z.string(),
  action: z.string(),
  changes: z.record(z.string(), z.unknown()),
});

/** A change of an appointment, as subscribers of the outbox see it. */
export interface OutboxRecord {
  readonly key: Key;
  /** Whether it is still to be handed over. */
  readonly pending: boolean;
  readonly clinicId: string;
  readonly appointmentId: string;
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** Reads a change record; what else it keeps is of no interest here. @throws ZodError for another item */
export function outboxRecord(item: Item): OutboxRecord {
  const { PK, SK, GSI1PK, clinic_id, appointment_id, version, at, by, action, changes } = shape.parse(item);
  return {
    key: { PK, SK },
    pending: GSI1PK !== undefined,
    clinicId: clinic_id,
    appointmentId: appointment_id,
    ...{ version, at, by, action, changes },
  };
}
