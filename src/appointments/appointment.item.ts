import * as z from 'zod';
import { type Key, keyOf } from '../dynamodb/keys.js';
import type { Item } from '../dynamodb/table.js';
import type { Appointment } from './appointment.schema.js';

/** By clinic and id: the id of another clinic's appointment is simply not there. */
export const appointmentKey = (clinicId: string, id: string): Key => ({
  PK: keyOf('APPOINTMENT', clinicId, id),
  SK: 'META',
});

/** GSI1: a clinic's appointments, a partition for each month, so that no clinic has one hot partition. */
export const clinicMonth = (clinicId: string, month: string): string => keyOf('CLINIC', clinicId, 'MONTH', month);

/** GSI2: a practitioner's appointments, likewise. */
export const practitionerMonth = (clinicId: string, practitionerId: string, month: string): string =>
  keyOf('PRACTITIONER', clinicId, practitionerId, 'MONTH', month);

/** The month of an instant in UTC, or of a sort key that begins with one: `yyyy-mm`. */
export const monthOf = (instant: string): string => instant.slice(0, 7);

/** Orders a month by time; the id tells apart what begins at the same time. */
export const sortKeyOf = ({ startsAt, id }: Pick<Appointment, 'startsAt' | 'id'>): string => `${startsAt}#${id}`;

/** A practitioner's day in UTC: one attribute for each taken tick, with the id of the appointment that holds it. */
export const practitionerDayKey = (clinicId: string, practitionerId: string, day: string): Key => ({
  PK: keyOf('PRACTITIONER', clinicId, practitionerId),
  SK: keyOf('DAY', day),
});

export const tickAttribute = (tick: number): string => `t${tick}`;

/** An appointment and what only the store needs to know of it. */
export interface StoredAppointment {
  readonly appointment: Appointment;
  /** The booking request in short, to tell a retry from another request under the same Idempotency-Key. */
  readonly requestHash: string;
  /** Names the last write: the next one may only follow the one it has read. A writer who was told "condition failed" finds its own name here if its write did succeed. */
  readonly writeId: string;
}

const appointmentItem = z.object({
  appointment_id: z.string(),
  clinic_id: z.string(),
  practitioner_id: z.string(),
  starts_at: z.string(),
  ends_at: z.string(),
  patient_name: z.string(),
  notes: z.string().optional(),
  status: z.enum(['booked', 'cancelled']),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  request_hash: z.string(),
  write_id: z.string(),
});

export function toAppointmentItem({ appointment, requestHash, writeId }: StoredAppointment): Item {
  const { id, clinicId, practitionerId, startsAt } = appointment;
  const month = monthOf(startsAt);
  return {
    ...appointmentKey(clinicId, id),
    GSI1PK: clinicMonth(clinicId, month),
    GSI1SK: sortKeyOf(appointment),
    GSI2PK: practitionerMonth(clinicId, practitionerId, month),
    GSI2SK: sortKeyOf(appointment),
    type: 'APPOINTMENT',
    appointment_id: id,
    clinic_id: clinicId,
    practitioner_id: practitionerId,
    starts_at: startsAt,
    ends_at: appointment.endsAt,
    patient_name: appointment.patientName,
    notes: appointment.notes,
    status: appointment.status,
    version: appointment.version,
    created_at: appointment.createdAt,
    updated_at: appointment.updatedAt,
    request_hash: requestHash,
    write_id: writeId,
  };
}

export function fromAppointmentItem(item: Item): StoredAppointment {
  const stored = appointmentItem.parse(item);
  return {
    appointment: {
      id: stored.appointment_id,
      clinicId: stored.clinic_id,
      practitionerId: stored.practitioner_id,
      startsAt: stored.starts_at,
      endsAt: stored.ends_at,
      patientName: stored.patient_name,
      ...(stored.notes !== undefined && { notes: stored.notes }),
      status: stored.status,
      version: stored.version,
      createdAt: stored.created_at,
      updatedAt: stored.updated_at,
    },
    requestHash: stored.request_hash,
    writeId: stored.write_id,
  };
}
