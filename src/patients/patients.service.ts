import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { changedFields } from '../audit/changed-fields.js';
import { Clock } from '../clock/clock.js';
import { firstWrite, isOwnEarlier, nextWrite } from '../dynamodb/record.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { etagOf } from '../http/etag.js';
import { withChanges } from '../http/patch.schema.js';
import { type Precondition, requireMatch } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, type RequestIdentity, requestIdentity } from '../ids/request-identity.js';
import type { Page } from '../paging/page.js';
import type { StoredPatient } from './patient.item.js';
import { erased, merged } from './patient-changes.js';
import type { NewPatient, Patient, PatientChanges, PatientMerge, PatientQuery } from './patient.schema.js';
import { PatientsRepository } from './patients.repository.js';

/** The register of patients of each clinic. */
@Injectable()
export class PatientsService {
  constructor(
    private readonly patients: PatientsRepository,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
    private readonly audit: AuditLog,
  ) {}

  /** Active patients by name; with a prefix, those whose names begin so. @throws AppError `invalid_request` for a bad cursor */
  async list(clinicId: string, query: PatientQuery): Promise<Page<Patient>> {
    const page = await this.patients.list(clinicId, query);
    return { ...page, items: page.items.map(shown) };
  }

  /** The patient; for the id of a double, the patient that was kept. @throws AppError `not_found` */
  async get(clinicId: string, id: string): Promise<Patient> {
    return shown(await this.present(clinicId, id));
  }

  /**
   * Registers a patient. A retry under the same Idempotency-Key gets what the first request made.
   *
   * @throws AppError `not_found` without such a clinic, `already_exists`, `idempotency_key_reused`
   */
  create(by: Author, clinicId: string, request: NewPatient, idempotency?: IdempotencyKey): Promise<Patient> {
    const wanted = this.draft(by, clinicId, request, requestIdentity(['patients', clinicId], idempotency, request));
    return this.retries.untilDecided(async () => {
      const outcome = await this.patients.create(wanted);
      if (outcome.kind === 'done') return this.written(by, wanted);
      if (outcome.kind === 'conflict') return undefined;
      if (!outcome.by.has(0)) throw new AppError('not_found');
      const existing = await this.patients.find(clinicId, wanted.id, { consistent: true });
      if (existing === undefined) return undefined;
      if (existing.writeId === wanted.writeId) return this.written(by, wanted);
      if (isOwnEarlier(existing, wanted)) return shown(existing);
      throw new AppError('already_exists', { detail: 'The clinic has a patient with this id.' });
    });
  }

  /** A patient that is not kept yet, for a booking that registers it in its own transaction. */
  draft(by: Author, clinicId: string, { id, ...fields }: NewPatient, identity?: RequestIdentity): StoredPatient {
    const record = firstWrite(this.clock.now(), by, identity);
    return { id: id ?? idFor('PAT', identity), clinicId, ...fields, status: 'active', ...record };
  }

  /** @throws AppError `not_found`, `version_mismatch`, `patient_erased` */
  change(
    by: Author,
    clinicId: string,
    id: string,
    changes: PatientChanges,
    precondition?: Precondition,
  ): Promise<Patient> {
    return this.write(by, clinicId, id, precondition, (before) => withChanges(requireActive(before), changes));
  }

  /**
   * Merges a double into a patient: what the patient lacks is taken over, and the id of the double answers the patient from
   * then on.
   *
   * @throws AppError `not_found` for either, `version_mismatch`, `patient_erased`, `invalid_request` for one and the same
   */
  merge(
    by: Author,
    clinicId: string,
    id: string,
    { duplicateId }: PatientMerge,
    precondition?: Precondition,
  ): Promise<Patient> {
    return this.retries.untilDecided(async () => {
      const kept = requireActive(await this.present(clinicId, id));
      const double = await this.present(clinicId, duplicateId);
      // done already, by this request before its answer got lost or by an earlier one
      if (kept.mergedIds?.includes(duplicateId) === true) return shown(kept);
      requireMatch(precondition, etagOf(kept));
      if (double.id === kept.id) {
        const detail = 'must be another patient';
        throw new AppError('invalid_request', { faults: [{ in: 'body', pointer: '#/duplicateId', detail }] });
      }
      const now = this.clock.now();
      const others = await Promise.all(
        (double.mergedIds ?? []).map((other) => this.patients.find(clinicId, other, { consistent: true })),
      );
      const after = { ...merged(kept, requireActive(double)), ...nextWrite(kept, now, by) };
      const changes = [double, ...others.filter((other) => other !== undefined)].map((before) => ({
        before,
        after: { ...erased(before), status: 'merged' as const, mergedInto: kept.id, ...nextWrite(before, now, by) },
      }));
      const outcome = await this.patients.replace([{ before: kept, after }, ...changes]);
      return outcome.kind === 'done' ? this.written(by, after, kept) : undefined;
    });
  }

  /** Erases what is known of the person. The id stays, so that the calendar stays whole; erasing again changes nothing. */
  erase(by: Author, clinicId: string, id: string, precondition?: Precondition): Promise<Patient> {
    return this.write(by, clinicId, id, precondition, (before) =>
      before.status === 'erased' ? before : { ...erased(before), status: 'erased' },
    );
  }

  /** What a patient is called; nothing for one who is not there or is erased. The names of a whole page are one read. */
  async nameOf(clinicId: string, id: string): Promise<string | undefined> {
    const found = await this.patients.findTogether(clinicId, id);
    const kept = found?.mergedInto === undefined ? found : await this.patients.findTogether(clinicId, found.mergedInto);
    return kept?.name;
  }

  /** The id and those of its doubles: everything under which appointments of this patient may be kept. */
  async idsOf(clinicId: string, id: string): Promise<readonly string[]> {
    const patient = await this.present(clinicId, id);
    return [patient.id, ...(patient.mergedIds ?? [])];
  }

  /** The patient as kept, a double followed to the patient it was merged into. @throws AppError `not_found` */
  async present(clinicId: string, id: string): Promise<StoredPatient> {
    const found = await this.patients.find(clinicId, id, { consistent: true });
    if (found?.mergedInto === undefined) {
      if (found === undefined) throw new AppError('not_found');
      return found;
    }
    const kept = await this.patients.find(clinicId, found.mergedInto, { consistent: true });
    if (kept === undefined) throw new AppError('not_found');
    return kept;
  }

  private write(
    by: Author,
    clinicId: string,
    id: string,
    precondition: Precondition,
    change: (before: StoredPatient) => StoredPatient,
  ): Promise<Patient> {
    return this.retries.untilDecided(async () => {
      const before = await this.present(clinicId, id);
      requireMatch(precondition, etagOf(before));
      const changed = change(before);
      if (changed === before) return shown(before);
      const after = { ...changed, ...nextWrite(before, this.clock.now(), by) };
      const outcome = await this.patients.replace([{ before, after }]);
      if (outcome.kind === 'done') return this.written(by, after, before);
      // an attempt whose answer got lost may have written it
      const now = await this.patients.find(clinicId, before.id, { consistent: true });
      return now?.writeId === after.writeId ? this.written(by, after, before) : undefined;
    });
  }

  private written(by: Author, after: StoredPatient, before?: StoredPatient): Patient {
    this.audit.changed(by, { resource: 'patient', subject: after.id, changes: changedFields(before, after) });
    return shown(after);
  }
}

/** @throws AppError `patient_erased` */
function requireActive(patient: StoredPatient): StoredPatient {
  if (patient.status === 'erased') throw new AppError('patient_erased');
  return patient;
}

function shown(patient: StoredPatient): Patient {
  // a double is never shown itself
  return resourceOf(patient);
}
