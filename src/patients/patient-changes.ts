import { AppError } from '../errors/app-error.js';
import { withChanges } from '../http/patch.schema.js';
import type { StoredPatient } from './patient.item.js';

/** How many doubles one patient may have: all of them change in one transaction when the patient becomes a double itself. */
const mostDoubles = 20;
const longestNote = 2_000;

/** A patient without anything that says who it is. What made it stays, so that a retry of its request is recognised. */
export function erased(patient: StoredPatient): StoredPatient {
  return withChanges(patient, { name: null, birthDate: null, email: null, phone: null, note: null });
}

/**
 * The kept patient after a merge: it takes over what it lacks, and the notes of both.
 *
 * @throws AppError `invalid_request` when there would be too many doubles
 */
export function merged(kept: StoredPatient, double: StoredPatient): StoredPatient {
  const mergedIds = [...(kept.mergedIds ?? []), double.id, ...(double.mergedIds ?? [])];
  if (mergedIds.length > mostDoubles) {
    const detail = `a patient may have at most ${mostDoubles} doubles`;
    throw new AppError('invalid_request', { faults: [{ in: 'body', pointer: '#/duplicateId', detail }] });
  }
  const notes = [kept.note, double.note].filter((note) => note !== undefined);
  const note = notes.join('\n\n').slice(0, longestNote).toWellFormed();
  const { birthDate = double.birthDate, email = double.email, phone = double.phone } = kept;
  return { ...kept, birthDate, email, phone, ...(notes.length > 0 && { note }), mergedIds };
}
