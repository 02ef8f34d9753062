import * as z from 'zod';
import { itemCodec } from '../dynamodb/item-codec.js';
import { type Key, keyOf } from '../dynamodb/keys.js';
import { recordFields } from '../dynamodb/record.js';
import { specialDays, weeklyHours } from '../scheduling/hours.schema.js';

/** The clinic's own partition: its practitioners stand behind it and are listed with one query. */
export const practitionerPartition = (clinicId: string): string => keyOf('CLINIC', clinicId);

export const practitionerPrefix = 'PRACTITIONER#';

export const practitionerKey = (clinicId: string, id: string): Key => ({
  PK: practitionerPartition(clinicId),
  SK: keyOf('PRACTITIONER', id),
});

const storedPractitioner = z.object({
  id: z.string(),
  clinicId: z.string(),
  name: z.string(),
  specialty: z.string().optional(),
  active: z.boolean(),
  workingHours: weeklyHours.optional(),
  exceptions: specialDays.optional(),
  timeOff: z.array(z.object({ startsAt: z.string(), endsAt: z.string(), reason: z.string().optional() })).optional(),
  ...recordFields,
});

export type StoredPractitioner = z.output<typeof storedPractitioner>;

export const practitionerItem = itemCodec(storedPractitioner, {
  type: 'PRACTITIONER',
  keys: ({ clinicId, id }) => practitionerKey(clinicId, id),
  names: { id: 'practitioner_id' },
});
