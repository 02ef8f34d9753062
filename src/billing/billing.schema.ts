import * as z from 'zod';
import { pageFields, pageOf } from '../http/page.schema.js';
import { line } from '../http/text.schema.js';
import { plainId } from '../ids/plain-id.js';
import { day } from '../scheduling/hours.schema.js';

const status = z.enum(['unbilled', 'billed', 'paid']);
const amount = z.int().min(0).max(100_000_000);
const currency = z.string().regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code such as USD' });
const reference = line(100);

/** What is noted of the payment of a visit. */
export const billingMark = z
  .strictObject({
    status,
    amount: amount.optional().meta({ description: 'In the smallest unit of the currency' }),
    currency: currency.optional(),
    reference: reference.optional().meta({ description: 'Such as the number of an invoice' }),
  })
  .refine(
    ({ status: wanted, amount: given, currency: unit }) => {
      return wanted === 'unbilled' || (given !== undefined && unit !== undefined);
    },
    { path: ['amount'], error: 'must be given with its currency for what is billed or paid' },
  )
  .meta({ id: 'BillingMark' });

export const billingEntry = z
  .object({
    appointmentId: plainId,
    clinicId: plainId,
    practitionerId: plainId,
    patientId: plainId.optional(),
    visitTypeId: plainId.optional(),
    startsAt: z.string(),
    status,
    amount: amount.optional(),
    currency: currency.optional(),
    reference: reference.optional(),
    markedAt: z.string().optional(),
  })
  .meta({ id: 'BillingEntry', description: 'A completed visit and what is noted of its payment' });

const range = {
  from: day.meta({ description: 'The first day, by the clock of the clinic' }),
  to: day.meta({ description: 'The day after the last one; at most 366 days after from' }),
};
const daysInOrder = [
  ({ from, to }: { from: string; to: string }) =>
    from < to && Date.parse(to) - Date.parse(from) <= 366 * 24 * 60 * 60_000,
  { path: ['to'] as PropertyKey[], error: 'must be after from, at most 366 days' },
] as const;

export const billingQuery = z
  .strictObject({ ...range, status: status.optional(), ...pageFields })
  .refine(...daysInOrder);
export const billingExport = z.strictObject({ ...range, status: status.optional() }).refine(...daysInOrder);

export const billingPage = pageOf(billingEntry, 'BillingEntry');
export const billingPath = z.object({ clinicId: plainId, appointmentId: plainId });

export type BillingEntry = z.output<typeof billingEntry>;
export type BillingMark = z.output<typeof billingMark>;
export type BillingQuery = z.output<typeof billingQuery>;
export type BillingExport = z.output<typeof billingExport>;
export type BillingPath = z.output<typeof billingPath>;
