import * as z from 'zod';
import { itemCodec } from '../dynamodb/item-codec.js';
import { type Key, keyOf } from '../dynamodb/keys.js';
import { recordFields } from '../dynamodb/record.js';
import { statuses } from './transitions.js';

/** By clinic and id: the id of another clinic's appointment is simply not there. */
export const appointmentPartition = (clinicId: string, id: string): string => keyOf('APPOINTMENT', clinicId, id);

export const appointmentKey = (clinicId: string, id: string): Key => ({
  PK: appointmentPartition(clinicId, id),
  SK: 'META',
});

/** GSI1: a clinic's appointments, a partition for each month, so that no clinic has one hot partition. */
export const clinicMonth = (clinicId: string, month: string): string => keyOf('CLINIC', clinicId, 'MONTH', month);

/** GSI2: a practitioner's appointments, likewise. */
export const practitionerMonth = (clinicId: string, practitionerId: string, month: string): string =>
  keyOf('PRACTITIONER', clinicId, practitionerId, 'MONTH', month);

/** GSI3: all appointments of a patient. */
export const patientAppointments = (clinicId: string, patientId: string): string =>
  keyOf('PATIENT', clinicId, patientId);

/** GSI4: what was changed in a clinic on a day (UTC). */
export const clinicChanges = (clinicId: string, day: string): string => keyOf('CLINIC', clinicId, 'CHANGED', day);

/** The month of an instant in UTC, or of a sort key that begins with one: `yyyy-mm`. */
export const monthOf = (instant: string): string => instant.slice(0, 7);

/** The day of an instant in UTC: `yyyy-mm-dd`. */
export const dayOf = (instant: string): string => instant.slice(0, 10);

/** Orders by an instant; the id tells apart what has the same one. */
export const placeOf = (instant: string, id: string): string => `${instant}#${id}`;

const storedAppointment = z.object({
  id: z.string(),
  clinicId: z.string(),
  practitionerId: z.string(),
  patientId: z.string(),
  visitTypeId: z.string().optional(),
  startsAt: z.string(),
  endsAt: z.string(),
  bufferBeforeMinutes: z.int(),
  bufferAfterMinutes: z.int(),
  notes: z.string().optional(),
  status: z.enum(statuses),
  /** Until when a hold keeps its time. */
  heldUntil: z.string().optional(),
  /** The series that it was booked with. */
  seriesId: z.string().optional(),
  ...recordFields,
});

export type StoredAppointment = z.output<typeof storedAppointment>;

/** A hold that expired is kept for a day, so that its holder hears why it cannot be booked any more. */
const expiredHoldSeconds = 24 * 60 * 60;

export const appointmentItem = itemCodec(storedAppointment, {
  type: 'APPOINTMENT',
  keys: ({ id, clinicId, practitionerId, patientId, startsAt, updatedAt, status, heldUntil }) => {
    const [month, byStart] = [monthOf(startsAt), placeOf(startsAt, id)];
    return {
      ...appointmentKey(clinicId, id),
      GSI1PK: clinicMonth(clinicId, month),
      GSI1SK: byStart,
      GSI2PK: practitionerMonth(clinicId, practitionerId, month),
      GSI2SK: byStart,
      GSI3PK: patientAppointments(clinicId, patientId),
      GSI3SK: byStart,
      GSI4PK: clinicChanges(clinicId, dayOf(updatedAt)),
      GSI4SK: placeOf(updatedAt, id),
      ...(status === 'held' &&
        heldUntil !== undefined && { expires_at: Math.ceil(Date.parse(heldUntil) / 1000) + expiredHoldSeconds }),
    };
  },
  names: { id: 'appointment_id' },
});

const storedDeletion = z.object({ id: z.string(), clinicId: z.string(), deletedAt: z.string() });

export type StoredDeletion = z.output<typeof storedDeletion>;

/** How long those who follow the changes of a clinic can learn of a deletion. */
export const deletionsKeptDays = 90;

/** What is left of a deleted appointment, for those who follow the changes. */
export const deletionItem = itemCodec(storedDeletion, {
  type: 'APPOINTMENT_DELETION',
  keys: ({ id, clinicId, deletedAt }) => ({
    PK: appointmentPartition(clinicId, id),
    SK: keyOf('DELETED', deletedAt),
    GSI4PK: clinicChanges(clinicId, dayOf(deletedAt)),
    GSI4SK: placeOf(deletedAt, id),
    expires_at: Math.ceil(Date.parse(deletedAt) / 1000) + deletionsKeptDays * 24 * 60 * 60,
  }),
  names: { id: 'appointment_id' },
});

/** Whether this is a hold whose time is over. */
export function isExpiredHold(appointment: Pick<StoredAppointment, 'status' | 'heldUntil'>, now: Date): boolean {
  const { status, heldUntil } = appointment;
  return status === 'held' && heldUntil !== undefined && Date.parse(heldUntil) <= now.getTime();
}
