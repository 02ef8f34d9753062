import * as z from 'zod';
import { appointmentKey } from '../appointments/appointment.item.js';
import { itemCodec } from '../dynamodb/item-codec.js';
import type { Key } from '../dynamodb/keys.js';

/** What is noted of a visit's payment stands behind its appointment: `APPOINTMENT#{clinicId}#{id}` / `BILLING`. */
export const billingKey = (clinicId: string, appointmentId: string): Key => ({
  PK: appointmentKey(clinicId, appointmentId).PK,
  SK: 'BILLING',
});

const storedMark = z.object({
  clinicId: z.string(),
  appointmentId: z.string(),
  status: z.enum(['unbilled', 'billed', 'paid']),
  amount: z.int().optional(),
  currency: z.string().optional(),
  reference: z.string().optional(),
  markedAt: z.string(),
  markedBy: z.string(),
});

export type StoredMark = z.output<typeof storedMark>;

export const markItem = itemCodec(storedMark, {
  type: 'BILLING',
  keys: ({ clinicId, appointmentId }) => billingKey(clinicId, appointmentId),
});

/** What billing needs to know of an appointment. */
const completedVisit = z.object({
  appointment_id: z.string(),
  clinic_id: z.string(),
  practitioner_id: z.string(),
  patient_id: z.string().optional(),
  visit_type_id: z.string().optional(),
  starts_at: z.string(),
  status: z.string(),
});

export type Visit = z.output<typeof completedVisit>;

export const visitOf = (item: unknown): Visit => completedVisit.parse(item);
