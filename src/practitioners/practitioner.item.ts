import * as z from 'zod';
import { type Key, keyOf } from '../dynamodb/keys.js';
import type { Item } from '../dynamodb/table.js';
import type { Practitioner } from './practitioner.schema.js';

/** The clinic's own partition: its practitioners stand behind it and are listed with one query. */
export const practitionerPartition = (clinicId: string): string => keyOf('CLINIC', clinicId);

export const practitionerPrefix = 'PRACTITIONER#';

export const practitionerKey = (clinicId: string, id: string): Key => ({
  PK: practitionerPartition(clinicId),
  SK: keyOf('PRACTITIONER', id),
});

const practitionerItem = z.object({
  practitioner_id: z.string(),
  clinic_id: z.string(),
  name: z.string(),
  specialty: z.string().optional(),
  active: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
});

export function toPractitionerItem(practitioner: Practitioner): Item {
  const { id, clinicId, name, specialty, active, createdAt, updatedAt } = practitioner;
  return {
    ...practitionerKey(clinicId, id),
    type: 'PRACTITIONER',
    practitioner_id: id,
    clinic_id: clinicId,
    name,
    specialty,
    active,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

export function fromPractitionerItem(item: Item): Practitioner {
  const stored = practitionerItem.parse(item);
  return {
    id: stored.practitioner_id,
    clinicId: stored.clinic_id,
    name: stored.name,
    ...(stored.specialty !== undefined && { specialty: stored.specialty }),
    active: stored.active,
    createdAt: stored.created_at,
    updatedAt: stored.updated_at,
  };
}
