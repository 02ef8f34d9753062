import * as z from 'zod';
import { plainId } from '../ids/plain-id.js';
import { pageOf } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line } from '../http/text.schema.js';
import { specialDays, weeklyHours } from '../scheduling/hours.schema.js';

const name = line(200);
const specialty = line(100);

const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with offset, such as 2026-03-02T09:00:00Z' })
  .refine((value) => value >= '2000' && value < '2100', { error: 'must be in the years 2000 to 2099' })
  .transform((value) => new Date(value).toISOString());

/** Stretches in which the practitioner cannot be booked, such as holidays. */
const timeOff = z
  .array(
    z
      .strictObject({ startsAt: instant, endsAt: instant, reason: line(200).optional() })
      .refine(({ startsAt, endsAt }) => startsAt < endsAt, { path: ['endsAt'], error: 'must be after startsAt' }),
  )
  .max(200, { error: 'must have at most 200 entries' });

/** When someone works. Without working hours it is whenever the clinic is open; exceptions replace the hours of one day. */
const schedule = {
  workingHours: weeklyHours.optional(),
  exceptions: specialDays.optional(),
  timeOff: timeOff.optional(),
};

export const practitioner = z
  .object({
    id: plainId,
    clinicId: plainId,
    name,
    specialty: specialty.optional(),
    active: z.boolean(),
    ...schedule,
    ...resourceFields,
  })
  .meta({ id: 'Practitioner', description: 'Someone of the clinic whose time can be booked' });

export const newPractitioner = z
  .strictObject({
    id: plainId.optional(),
    name,
    specialty: specialty.optional(),
    active: z.boolean().default(true),
    ...schedule,
  })
  .meta({ id: 'NewPractitioner' });

/** As in RFC 7396, null takes an optional field away. */
export const practitionerChanges = z
  .strictObject({
    name: name.optional(),
    specialty: specialty.nullable().optional(),
    active: z.boolean().optional(),
    workingHours: weeklyHours.nullable().optional(),
    exceptions: specialDays.nullable().optional(),
    timeOff: timeOff.nullable().optional(),
  })
  .refine(...changesSomething)
  .meta({ id: 'PractitionerChanges' });

export const practitionerPage = pageOf(practitioner, 'Practitioner');
export const practitionerPath = z.object({ clinicId: plainId, practitionerId: plainId });

export type Practitioner = z.output<typeof practitioner>;
export type NewPractitioner = z.output<typeof newPractitioner>;
export type PractitionerChanges = z.output<typeof practitionerChanges>;
export type PractitionerPath = z.output<typeof practitionerPath>;
