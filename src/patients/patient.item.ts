import * as z from 'zod';
import { itemCodec } from '../dynamodb/item-codec.js';
import { type Key, keyOf } from '../dynamodb/keys.js';
import { recordFields } from '../dynamodb/record.js';
import type { Condition } from '../dynamodb/write.js';
import { foldedName, registerPart } from './folded-name.js';

/** By clinic and id: the id of another clinic's patient is simply not there. */
export const patientKey = (clinicId: string, id: string): Key => ({ PK: keyOf('PATIENT', clinicId, id), SK: 'META' });

/** GSI1: the register of a clinic, a partition for each first letter, in the order of the folded names. */
export const registerPartition = (clinicId: string, part: string): string =>
  keyOf('CLINIC', clinicId, 'PATIENTS', part);

/** Where a patient stands in the register. */
export const registerPlace = (name: string, id: string): string => `${foldedName(name)}#${id}`;

const storedPatient = z.object({
  id: z.string(),
  clinicId: z.string(),
  name: z.string().optional(),
  birthDate: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  note: z.string().optional(),
  status: z.enum(['active', 'merged', 'erased']),
  /** Of a double: the patient that was kept. */
  mergedInto: z.string().optional(),
  /** Of a kept patient: its doubles. */
  mergedIds: z.array(z.string()).optional(),
  ...recordFields,
});

export type StoredPatient = z.output<typeof storedPatient>;

/** Only active patients stand in the register. */
export const patientItem = itemCodec(storedPatient, {
  type: 'PATIENT',
  keys: ({ clinicId, id, name, status }) => ({
    ...patientKey(clinicId, id),
    ...(status === 'active' &&
      name !== undefined && {
        GSI1PK: registerPartition(clinicId, registerPart(foldedName(name))),
        GSI1SK: registerPlace(name, id),
      }),
  }),
  names: { id: 'patient_id' },
});

/** The patient is there and neither merged nor erased: what a booking checks in its own transaction. */
export const patientIsActive: Condition = {
  expression: '#status = :active',
  names: { '#status': 'status' },
  values: { ':active': 'active' },
};
