import * as z from 'zod';
import { type ClinicResourceKind, clinicResourceKey } from '../clinics/clinic-resources.js';
import { itemCodec } from '../dynamodb/item-codec.js';
import type { Key } from '../dynamodb/keys.js';
import { recordFields } from '../dynamodb/record.js';

const keyword = 'VISIT_TYPE';

export const visitTypeKey = (clinicId: string, id: string): Key => clinicResourceKey(clinicId, keyword, id);

const storedVisitType = z.object({
  id: z.string(),
  clinicId: z.string(),
  name: z.string(),
  durationMinutes: z.int(),
  bufferBeforeMinutes: z.int(),
  bufferAfterMinutes: z.int(),
  colour: z.string().optional(),
  practitionerIds: z.array(z.string()).optional(),
  active: z.boolean(),
  ...recordFields,
});

export type StoredVisitType = z.output<typeof storedVisitType>;

/** Visit types stand in the partition of their clinic: `CLINIC#{clinicId}` / `VISIT_TYPE#{id}`. */
export const visitTypeKind: ClinicResourceKind<StoredVisitType> = {
  name: 'visit-types',
  resource: 'visit-type',
  keyword,
  idPrefix: 'VIS',
  codec: itemCodec(storedVisitType, {
    type: 'VISIT_TYPE',
    keys: ({ clinicId, id }) => visitTypeKey(clinicId, id),
    names: { id: 'visit_type_id' },
  }),
};
