import * as z from 'zod';
import { plainId } from '../ids/plain-id.js';
import { pageOf } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line } from '../http/text.schema.js';

const name = line(200);
const specialty = line(100);

export const practitioner = z
  .object({
    id: plainId,
    clinicId: plainId,
    name,
    specialty: specialty.optional(),
    active: z.boolean(),
    ...resourceFields,
  })
  .meta({ id: 'Practitioner', description: 'Someone of the clinic whose time can be booked' });

export const newPractitioner = z
  .strictObject({ id: plainId.optional(), name, specialty: specialty.optional(), active: z.boolean().default(true) })
  .meta({ id: 'NewPractitioner' });

/** As in RFC 7396, null takes an optional field away. */
export const practitionerChanges = z
  .strictObject({ name: name.optional(), specialty: specialty.nullable().optional(), active: z.boolean().optional() })
  .refine(...changesSomething)
  .meta({ id: 'PractitionerChanges' });

export const practitionerPage = pageOf(practitioner, 'Practitioner');
export const practitionerPath = z.object({ clinicId: plainId, practitionerId: plainId });

export type Practitioner = z.output<typeof practitioner>;
export type NewPractitioner = z.output<typeof newPractitioner>;
export type PractitionerChanges = z.output<typeof practitionerChanges>;
export type PractitionerPath = z.output<typeof practitionerPath>;
