import * as z from 'zod';
import { type ClinicResourceKind, clinicResourceKey } from '../clinics/clinic-resources.js';
import { itemCodec } from '../dynamodb/item-codec.js';
import { recordFields } from '../dynamodb/record.js';
import { weeklyHours } from '../scheduling/hours.schema.js';

const keyword = 'WAITLIST';

const storedEntry = z.object({
  id: z.string(),
  clinicId: z.string(),
  patientId: z.string(),
  visitTypeId: z.string(),
  practitionerIds: z.array(z.string()).optional(),
  earliest: z.string().optional(),
  latest: z.string().optional(),
  hours: weeklyHours.optional(),
  note: z.string().optional(),
  status: z.enum(['waiting', 'offered', 'done', 'withdrawn']),
  offeredAppointmentId: z.string().optional(),
  ...recordFields,
});

export type StoredEntry = z.output<typeof storedEntry>;

/** Entries stand in the partition of their clinic: `CLINIC#{clinicId}` / `WAITLIST#{id}`. */
export const waitlistKind: ClinicResourceKind<StoredEntry> = {
  name: 'waitlist',
  resource: 'waitlist-entry',
  keyword,
  idPrefix: 'WAI',
  codec: itemCodec(storedEntry, {
    type: 'WAITLIST_ENTRY',
    keys: ({ clinicId, id }) => clinicResourceKey(clinicId, keyword, id),
    names: { id: 'entry_id' },
  }),
};
