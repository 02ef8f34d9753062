import { createHash } from 'node:crypto';
import * as z from 'zod';
import { itemCodec } from '../dynamodb/item-codec.js';
import { changePrefix, outboxPartition, outboxShards } from '../outbox/outbox-record.js';
import { appointmentPartition, placeOf, type StoredAppointment } from './appointment.item.js';
import type { Performer } from './performer.js';

/** What happened to the appointment. `changed` is a new time, practitioner, patient or note. */
export const changeActions = [
  ...['booked', 'held', 'moved', 'changed', 'deleted'],
  ...['book', 'confirm', 'check-in', 'complete', 'no-show', 'cancel'],
] as const;

const difference = z.object({ from: z.unknown().optional(), to: z.unknown().optional() });

const storedChange = z.object({
  clinicId: z.string(),
  appointmentId: z.string(),
  version: z.int(),
  writeId: z.string(),
  at: z.string(),
  by: z.string(),
  byKind: z.enum(['user', 'machine']),
  action: z.string(),
  /** The fields that became different. What a note says is never here. */
  changes: z.record(z.string(), difference),
  /** Why a rule of the clinic was set aside, and which. */
  override: z.object({ reason: z.string(), rules: z.array(z.string()) }).optional(),
});

export type StoredChange = z.output<typeof storedChange>;

/**
 * One change of an appointment: its history, and the record from which events are sent. It is written in the transaction of
 * the change itself. Until it is delivered it stands in the outbox (GSI1).
 */
export const changeItem = itemCodec(storedChange, {
  type: 'APPOINTMENT_CHANGE',
  keys: ({ clinicId, appointmentId, version, writeId, at }) => ({
    PK: appointmentPartition(clinicId, appointmentId),
    SK: `${changePrefix}${String(version).padStart(10, '0')}#${writeId}`,
    GSI1PK: outboxPartition(shardOf(appointmentId)),
    GSI1SK: `${placeOf(at, appointmentId)}#${String(version).padStart(10, '0')}`,
  }),
});

/** Which rules of the clinic were set aside, and why. */
export interface AppliedOverride {
  readonly reason: string;
  readonly rules: readonly string[];
}

const shownFields = [
  ...['status', 'practitionerId', 'patientId', 'visitTypeId', 'startsAt', 'endsAt'],
  ...['bufferBeforeMinutes', 'bufferAfterMinutes', 'heldUntil', 'seriesId'],
] as const satisfies readonly string[];

/** The change that made `after` of `before`; either may be missing. */
export function changeOf(
  by: Performer,
  action: string,
  before: StoredAppointment | undefined,
  after: StoredAppointment | undefined,
  override?: AppliedOverride,
): StoredChange {
  const { clinicId, id, version, writeId, updatedAt } = after ?? deleted(before);
  return {
    ...{ clinicId, appointmentId: id, version, writeId, at: updatedAt },
    ...{ by: by.id, byKind: by.kind, action, changes: differences(before, after) },
    ...(override && { override: { reason: override.reason, rules: [...override.rules] } }),
  };
}

function deleted(before: StoredAppointment | undefined): StoredAppointment {
  if (before === undefined) throw new Error('a change of nothing');
  return { ...before, version: before.version + 1 };
}

function differences(before: object | undefined, after: object | undefined): StoredChange['changes'] {
  const [old, now] = [(before ?? {}) as Record<string, unknown>, (after ?? {}) as Record<string, unknown>];
  const shown = shownFields
    .filter((field) => old[field] !== now[field])
    .map((field) => [
      field,
      { ...(old[field] !== undefined && { from: old[field] }), ...(now[field] !== undefined && { to: now[field] }) },
    ]);
  return Object.fromEntries([
    ...shown,
    ...(old['notes'] === now['notes'] ? [] : [['notes', {}]]),
  ]) as StoredChange['changes'];
}

function shardOf(appointmentId: string): number {
  return (createHash('sha256').update(appointmentId).digest()[0] ?? 0) % outboxShards;
}
