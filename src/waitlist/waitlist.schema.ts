import * as z from 'zod';
import { pageFields, pageOf } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { text } from '../http/text.schema.js';
import { plainId } from '../ids/plain-id.js';
import { day, weeklyHours } from '../scheduling/hours.schema.js';

const practitionerIds = z
  .array(plainId)
  .min(1, { error: 'must name a practitioner; leave it out when any would do' })
  .max(50, { error: 'must have at most 50 practitioners' });

const fields = {
  patientId: plainId,
  visitTypeId: plainId,
  practitionerIds: practitionerIds.optional().meta({ description: 'Who would do; without a list, anybody' }),
  earliest: day.optional().meta({ description: 'The first day that would do' }),
  latest: day.optional().meta({ description: 'The last day that would do' }),
  hours: weeklyHours.optional().meta({ description: 'Times of the week that would do; without them, any' }),
  note: text(2_000).optional(),
};

const status = z.enum(['waiting', 'offered', 'done', 'withdrawn']);

export const waitlistEntry = z
  .object({
    id: plainId,
    clinicId: plainId,
    ...fields,
    status,
    offeredAppointmentId: plainId.optional().meta({ description: 'The hold in which a time was offered last' }),
    ...resourceFields,
  })
  .meta({ id: 'WaitlistEntry', description: 'A patient who waits for a time' });

const daysInOrder = [
  ({ earliest, latest }: { earliest?: string | null | undefined; latest?: string | null | undefined }) =>
    earliest == null || latest == null || earliest <= latest,
  { path: ['latest'] as PropertyKey[], error: 'must not be before earliest' },
] as const;

export const newWaitlistEntry = z
  .strictObject({ id: plainId.optional(), ...fields })
  .refine(...daysInOrder)
  .meta({ id: 'NewWaitlistEntry' });

/** As in RFC 7396, null takes an optional field away. */
export const waitlistChanges = z
  .strictObject({
    practitionerIds: practitionerIds.nullable().optional(),
    earliest: day.nullable().optional(),
    latest: day.nullable().optional(),
    hours: weeklyHours.nullable().optional(),
    note: text(2_000).nullable().optional(),
    status: z.enum(['waiting', 'done', 'withdrawn']).optional(),
  })
  .refine(...changesSomething)
  .refine(...daysInOrder)
  .meta({ id: 'WaitlistChanges' });

const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with offset, such as 2026-03-02T09:00:00Z' })
  .refine((value) => value >= '2000' && value < '2100', { error: 'must be in the years 2000 to 2099' });

/** A time that became free. */
export const freedTime = z
  .strictObject({ practitionerId: plainId, startsAt: instant, endsAt: instant, limit: pageFields.limit })
  .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
    path: ['endsAt'],
    error: 'must be after startsAt',
  });

export const waitlistOffer = z
  .strictObject({
    appointmentId: plainId.meta({ description: 'The appointment that holds the time for the patient' }),
  })
  .meta({ id: 'WaitlistOffer' });

export const waitlistPage = pageOf(waitlistEntry, 'WaitlistEntry');
export const waitlistMatches = z.object({ items: z.array(waitlistEntry) }).meta({ id: 'WaitlistMatches' });
export const waitlistPath = z.object({ clinicId: plainId, entryId: plainId });

export type WaitlistEntry = z.output<typeof waitlistEntry>;
export type NewWaitlistEntry = z.output<typeof newWaitlistEntry>;
export type WaitlistChanges = z.output<typeof waitlistChanges>;
export type FreedTime = z.output<typeof freedTime>;
export type WaitlistPath = z.output<typeof waitlistPath>;
