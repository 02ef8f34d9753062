import * as z from 'zod';
import { itemCodec } from '../dynamodb/item-codec.js';
import { type Key, keyOf } from '../dynamodb/keys.js';
import { recordFields } from '../dynamodb/record.js';
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

const storedAppointment = z.object({
  id: z.string(),
  clinicId: z.string(),
  practitionerId: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  patientName: z.string(),
  notes: z.string().optional(),
  status: z.enum(['booked', 'cancelled']),
  ...recordFields,
});

export type StoredAppointment = z.output<typeof storedAppointment>;

export const appointmentItem = itemCodec(storedAppointment, {
  type: 'APPOINTMENT',
  keys: (appointment) => {
    const { id, clinicId, practitionerId } = appointment;
    const [month, sortKey] = [monthOf(appointment.startsAt), sortKeyOf(appointment)];
    return {
      ...appointmentKey(clinicId, id),
      GSI1PK: clinicMonth(clinicId, month),
      GSI1SK: sortKey,
      GSI2PK: practitionerMonth(clinicId, practitionerId, month),
      GSI2SK: sortKey,
    };
  },
  names: { id: 'appointment_id' },
});
