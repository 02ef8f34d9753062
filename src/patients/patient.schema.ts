import * as z from 'zod';
import { pageFields, pageOf } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line, text } from '../http/text.schema.js';
import { plainId } from '../ids/plain-id.js';
import { foldedName } from './folded-name.js';

const name = line(200);
const birthDate = z.iso
  .date({ error: 'must be a date such as 1985-04-12' })
  .refine((value) => value >= '1880-01-01', { error: 'must be in 1880 or later' });
const email = z.email({ error: 'must be an e-mail address' }).max(254);
/** E.164 (ITU-T): the form that text messages are sent to. */
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, { error: 'must be a number such as +12025550123' });
const note = text(2_000);

const status = z.enum(['active', 'merged', 'erased']);

export const patient = z
  .object({
    id: plainId,
    clinicId: plainId,
    /** Absent once the patient is erased. */
    name: name.optional(),
    birthDate: birthDate.optional(),
    email: email.optional(),
    phone: phone.optional(),
    note: note.optional(),
    status,
    mergedIds: z
      .array(plainId)
      .optional()
      .meta({ description: 'Ids of doubles that were merged into this patient; they go on answering this patient' }),
    ...resourceFields,
  })
  .meta({ id: 'Patient', description: 'A patient of a clinic. An erased one keeps only the id.' });

export const newPatient = z
  .strictObject({
    id: plainId.optional(),
    name,
    birthDate: birthDate.optional(),
    email: email.optional(),
    phone: phone.optional(),
    note: note.optional(),
  })
  .meta({ id: 'NewPatient' });

/** As in RFC 7396, null takes an optional field away. */
export const patientChanges = z
  .strictObject({
    name: name.optional(),
    birthDate: birthDate.nullable().optional(),
    email: email.nullable().optional(),
    phone: phone.nullable().optional(),
    note: note.nullable().optional(),
  })
  .refine(...changesSomething)
  .meta({ id: 'PatientChanges' });

export const patientQuery = z.strictObject({
  namePrefix: line(100)
    .refine((value) => foldedName(value) !== '', { error: 'must begin with a letter or digit' })
    .optional()
    .meta({ description: 'Finds names that begin so; case and accents do not matter' }),
  ...pageFields,
});

export const patientMerge = z
  .strictObject({
    duplicateId: plainId.meta({ description: 'The double, whose id goes on answering the kept patient' }),
  })
  .meta({ id: 'PatientMerge' });

export const patientPage = pageOf(patient, 'Patient');
export const patientPath = z.object({ clinicId: plainId, patientId: plainId });

export type Patient = z.output<typeof patient>;
export type NewPatient = z.output<typeof newPatient>;
export type PatientChanges = z.output<typeof patientChanges>;
export type PatientQuery = z.output<typeof patientQuery>;
export type PatientMerge = z.output<typeof patientMerge>;
export type PatientPath = z.output<typeof patientPath>;
