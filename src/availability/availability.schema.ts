import * as z from 'zod';
import { pageFields, pageOf } from '../http/page.schema.js';
import { plainId } from '../ids/plain-id.js';
import { day } from '../scheduling/hours.schema.js';

const instant = z.iso
  .datetime({ offset: true, error: 'must be a date, or an ISO 8601 time with offset' })
  .refine((value) => value >= '2000' && value < '2100', { error: 'must be in the years 2000 to 2099' });

/** A date is the beginning of that day by the clock of the clinic. */
const moment = z.union([day, instant], { error: 'must be a date such as 2026-03-02, or an ISO 8601 time with offset' });

export const availabilityQuery = z.strictObject({
  visitTypeId: plainId,
  practitionerId: plainId.optional(),
  from: moment.meta({ description: 'A date or a time; a date is the beginning of that day at the clinic' }),
  to: moment.meta({ description: 'Excluded; at most 62 days after from' }),
  ...pageFields,
});

export const freeStart = z
  .object({
    practitionerId: plainId,
    startsAt: z.string().meta({ description: 'In UTC' }),
    endsAt: z.string().meta({ description: 'In UTC' }),
    localStartsAt: z.string().meta({ description: 'By the clock of the clinic, with its offset at that moment' }),
  })
  .meta({ id: 'FreeStart', description: 'A time at which a visit can begin' });

export const availabilityPage = pageOf(freeStart, 'FreeStart');

export type AvailabilityQuery = z.output<typeof availabilityQuery>;
export type FreeStart = z.output<typeof freeStart>;
