import * as z from 'zod';
import { pageOf } from '../http/page.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line } from '../http/text.schema.js';
import { plainId } from '../ids/plain-id.js';

const practitionerId = plainId
  .optional()
  .meta({ description: 'Whose appointments the feed shows; without one, those of the whole clinic' });

export const calendarFeed = z
  .object({
    id: plainId,
    clinicId: plainId,
    practitionerId,
    name: line(100).optional(),
    path: z
      .string()
      .optional()
      .meta({ description: 'The secret address, shown once; whoever has it can read the feed' }),
    ...resourceFields,
  })
  .meta({ id: 'CalendarFeed', description: 'A calendar in iCalendar form (RFC 5545) at a secret address' });

export const newCalendarFeed = z
  .strictObject({ id: plainId.optional(), practitionerId, name: line(100).optional() })
  .meta({ id: 'NewCalendarFeed' });

export const calendarFeedPage = pageOf(calendarFeed, 'CalendarFeed');
export const calendarFeedPath = z.object({ clinicId: plainId, feedId: plainId });
export const calendarFilePath = z.object({ file: z.string().max(200) });

export type CalendarFeed = z.output<typeof calendarFeed>;
export type NewCalendarFeed = z.output<typeof newCalendarFeed>;
export type CalendarFeedPath = z.output<typeof calendarFeedPath>;
