import * as z from 'zod';
import { plainId } from '../ids/plain-id.js';
import { pageFields, pageOf } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line, text } from '../http/text.schema.js';
import { isOnTick, longestMs } from './ticks.js';

/** An instant with its offset (RFC 3339), within the years that a clinic books. */
const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with offset, such as 2026-03-02T09:00:00Z' })
  .transform((value) => new Date(value))
  .refine((value) => value.getUTCFullYear() >= 2000 && value.getUTCFullYear() <= 2099, {
    error: 'must be in the years 2000 to 2099',
  });

const tick = instant.refine(isOnTick, { error: 'must be on a five-minute mark' });

/** What is wrong with the end of an appointment, if anything. */
export function spanFault(startsAt: Date, endsAt: Date): string | undefined {
  const length = endsAt.getTime() - startsAt.getTime();
  if (length <= 0) return 'must be after startsAt';
  return length > longestMs ? 'must be at most 8 hours after startsAt' : undefined;
}

interface Span {
  startsAt?: unknown;
  endsAt?: unknown;
}

/** A member that is at fault by itself is still the text that was sent, and says enough alone. */
const isInstant = (value: unknown): value is Date => value instanceof Date;

function checkSpan({ value: { startsAt, endsAt }, issues }: z.core.ParsePayload<Span>): void {
  if (!isInstant(startsAt) || !isInstant(endsAt)) return;
  const message = spanFault(startsAt, endsAt);
  if (message) issues.push({ code: 'custom', path: ['endsAt'], message, input: endsAt });
}

const fields = { practitionerId: plainId, startsAt: tick, endsAt: tick, patientName: line(200) };
const notes = text(2_000);

export const newAppointment = z
  .strictObject({ ...fields, notes: notes.optional() })
  .check(checkSpan)
  .meta({ id: 'NewAppointment' });

/** As in RFC 7396, null takes the notes away. */
export const appointmentChanges = z
  .strictObject({ ...z.strictObject(fields).partial().shape, notes: notes.nullable().optional() })
  .refine(...changesSomething)
  .check(checkSpan)
  .meta({ id: 'AppointmentChanges' });

const status = z.enum(['booked', 'cancelled']);

export const appointment = z
  .object({
    id: plainId,
    clinicId: plainId,
    practitionerId: plainId,
    startsAt: z.string(),
    endsAt: z.string(),
    patientName: z.string(),
    notes: z.string().optional(),
    status,
    ...resourceFields,
  })
  .meta({ id: 'Appointment', description: 'An appointment; all times are in UTC' });

export const appointmentPage = pageOf(appointment, 'Appointment');
export const appointmentPath = z.object({ clinicId: plainId, appointmentId: plainId });

const longestRangeMs = 366 * 24 * 60 * 60_000;

/** What is wrong with the end of a list's range, if anything. */
export function rangeFault(from: Date, to: Date): string | undefined {
  const length = to.getTime() - from.getTime();
  if (length <= 0) return 'must be after from';
  return length > longestRangeMs ? 'must be at most 366 days after from' : undefined;
}

export const appointmentQuery = z
  .strictObject({
    from: instant.optional(),
    to: instant.optional(),
    practitionerId: plainId.optional(),
    status: status.optional(),
    ...pageFields,
  })
  .check(({ value: { from, to }, issues }) => {
    if (!isInstant(from) || !isInstant(to)) return;
    const message = rangeFault(from, to);
    if (message) issues.push({ code: 'custom', path: ['to'], message, input: to });
  });

export type Appointment = z.output<typeof appointment>;
export type NewAppointment = z.output<typeof newAppointment>;
export type AppointmentChanges = z.output<typeof appointmentChanges>;
export type AppointmentPath = z.output<typeof appointmentPath>;
export type AppointmentQuery = z.output<typeof appointmentQuery>;
