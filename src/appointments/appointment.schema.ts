import * as z from 'zod';
import { plainId } from '../ids/plain-id.js';
import { pageFields } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line, text } from '../http/text.schema.js';
import { recurrenceFault } from '../scheduling/recurrence.js';
import { isOnTick, longestMs } from './ticks.js';
import { statuses } from './transitions.js';

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

const notes = text(2_000);

const override = z
  .strictObject({ reason: line(500).meta({ description: 'Kept in the history of the appointment' }) })
  .meta({
    id: 'Override',
    description: "Sets the clinic's hours, booking window and notice aside; a reason is required",
  });

/** A check that exactly one of two ways to say the same was chosen. It speaks up beside the faults of other members. */
function oneOf<A extends string, B extends string>(one: A, other: B) {
  const isChosen = (value: Partial<Record<A | B, unknown>>): boolean =>
    (value[one] === undefined) !== (value[other] === undefined);
  const options = {
    path: [one] as PropertyKey[],
    error: `must be sent, or ${other} in its place`,
    when: ({ value }: z.core.ParsePayload) => typeof value === 'object' && value !== null,
  };
  return [isChosen, options] as const;
}

const bookingFields = {
  practitionerId: plainId,
  startsAt: tick,
  endsAt: tick.optional(),
  visitTypeId: plainId.optional().meta({ description: 'Gives the duration and the buffers, in place of endsAt' }),
  patientId: plainId.optional(),
  patientName: line(200).optional().meta({ description: 'Registers the patient, in place of patientId' }),
  notes: notes.optional(),
  override: override.optional(),
};

export const newAppointment = z
  .strictObject({
    ...bookingFields,
    hold: z.boolean().default(false).meta({ description: 'Only holds the time, for holdMinutes' }),
    holdMinutes: z.int().min(1).max(1_440).default(2),
  })
  .check(checkSpan)
  .refine(...oneOf('endsAt', 'visitTypeId'))
  .refine(...oneOf('patientName', 'patientId'))
  .meta({ id: 'NewAppointment' });

const rule = z.string().superRefine((value, context) => {
  const fault = recurrenceFault(value);
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
});

export const newSeries = z
  .strictObject({
    ...bookingFields,
    recurrence: rule.meta({
      description: 'A rule of RFC 5545, such as FREQ=WEEKLY;COUNT=8; startsAt is its first date',
    }),
    mode: z.enum(['all-or-nothing', 'report']).default('all-or-nothing').meta({
      description:
        'Whether one date that cannot be booked refuses all of them, or is reported beside those that were booked',
    }),
  })
  .check(checkSpan)
  .refine(...oneOf('endsAt', 'visitTypeId'))
  .refine(...oneOf('patientName', 'patientId'))
  .meta({ id: 'NewSeries' });

/** As in RFC 7396, null takes the notes away. */
export const appointmentChanges = z
  .strictObject({
    practitionerId: plainId.optional(),
    startsAt: tick.optional(),
    endsAt: tick.optional(),
    patientId: plainId.optional(),
    notes: notes.nullable().optional(),
    override: override.optional(),
  })
  .refine((changes) => changesSomething[0]({ ...changes, override: undefined }), changesSomething[1])
  .check(checkSpan)
  .meta({ id: 'AppointmentChanges' });

/** A transition needs no body. */
export const transitionBody = z
  .strictObject({ override: override.optional() })
  .prefault({})
  .meta({ id: 'AppointmentTransition' });

const status = z.enum(statuses);

export const appointment = z
  .object({
    id: plainId,
    clinicId: plainId,
    practitionerId: plainId,
    patientId: plainId,
    patientName: z
      .string()
      .optional()
      .meta({ description: "The patient's name in the register; absent once they are erased" }),
    visitTypeId: plainId.optional(),
    startsAt: z.string(),
    endsAt: z.string(),
    bufferBeforeMinutes: z.int(),
    bufferAfterMinutes: z.int(),
    notes: z.string().optional(),
    status,
    heldUntil: z.string().optional(),
    seriesId: z.string().optional(),
    ...resourceFields,
  })
  .meta({ id: 'Appointment', description: 'An appointment; all times are in UTC' });

export const series = z
  .object({
    seriesId: z.string(),
    items: z.array(
      z.object({
        startsAt: z.string(),
        appointment: appointment.optional(),
        refusedWith: z
          .string()
          .optional()
          .meta({ description: 'The code of the refusal, for a date that was not booked' }),
      }),
    ),
  })
  .meta({ id: 'Series', description: 'What became of each date of a series' });

export const appointmentPage = z
  .object({
    items: z.array(appointment),
    nextCursor: z.string().optional(),
    deleted: z
      .array(z.object({ id: z.string(), deletedAt: z.string() }))
      .optional()
      .meta({
        description: 'With updatedAfter: appointments that were deleted',
      }),
    completeUntil: z.string().optional().meta({
      description:
        'With updatedAfter, on the last page: everything up to this moment was given. Send it as the next updatedAfter',
    }),
  })
  .meta({ id: 'AppointmentPage' });

export const appointmentPath = z.object({ clinicId: plainId, appointmentId: plainId });

export const appointmentHistory = z
  .object({
    items: z.array(
      z.object({
        version: z.int(),
        at: z.string(),
        by: z.string().meta({ description: 'The id of the user or of the machine client' }),
        byKind: z.enum(['user', 'machine']),
        action: z.string(),
        changes: z.record(z.string(), z.object({ from: z.unknown().optional(), to: z.unknown().optional() })),
        override: z.object({ reason: z.string(), rules: z.array(z.string()) }).optional(),
      }),
    ),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'AppointmentHistory', description: 'Every change of an appointment, the oldest first' });

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
    patientId: plainId.optional(),
    status: status.optional(),
    updatedAfter: instant
      .optional()
      .meta({ description: 'What was changed after this moment, in the order of the changes' }),
    ...pageFields,
  })
  .check(({ value, issues }) => {
    const { from, to, practitionerId, patientId, updatedAfter } = value;
    const alone = updatedAfter !== undefined && [from, to, practitionerId, patientId, value.status].some(Boolean);
    if (alone) {
      const message = 'goes with no other filter';
      issues.push({ code: 'custom', path: ['updatedAfter'], message, input: updatedAfter });
    }
    if (!isInstant(from) || !isInstant(to)) return;
    const message = rangeFault(from, to);
    if (message) issues.push({ code: 'custom', path: ['to'], message, input: to });
  });

export type Appointment = z.output<typeof appointment>;
export type NewAppointment = z.output<typeof newAppointment>;
export type NewSeries = z.output<typeof newSeries>;
export type Series = z.output<typeof series>;
export type AppointmentChanges = z.output<typeof appointmentChanges>;
export type AppointmentPath = z.output<typeof appointmentPath>;
export type AppointmentQuery = z.output<typeof appointmentQuery>;
export type AppointmentPage = z.output<typeof appointmentPage>;
export type AppointmentHistory = z.output<typeof appointmentHistory>;
export type TransitionBody = z.output<typeof transitionBody>;
