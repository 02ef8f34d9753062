import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { changedFields } from '../audit/changed-fields.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { firstWrite, isOwnEarlier, nextWrite, type RecordFields } from '../dynamodb/record.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { etagOf } from '../http/etag.js';
import { type Precondition, requireMatch } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, requestIdentity } from '../ids/request-identity.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import { applyChanges, isSame, movesTime } from './appointment-changes.js';
import type { StoredAppointment } from './appointment.item.js';
import type { Appointment, AppointmentChanges, AppointmentPath, NewAppointment } from './appointment.schema.js';
import { AppointmentsRepository } from './appointments.repository.js';

/** Books, moves, cancels and deletes appointments. Two booked ones never hold the same time of a practitioner. */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly practitioners: PractitionersService,
    private readonly clinics: ClinicsService,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
    private readonly audit: AuditLog,
  ) {}

  /** @throws AppError `not_found`, the same for an appointment of another clinic and for one that never was */
  async get(by: Author, { clinicId, appointmentId: id }: AppointmentPath): Promise<Appointment> {
    const found = await this.present(clinicId, id);
    this.audit.wasRead(by, { resource: 'appointment', subject: id });
    return resourceOf(found);
  }

  /**
   * Books. A retry under the same Idempotency-Key gets the appointment that the first request made, as it is now.
   *
   * @throws AppError `slot_taken`, `practitioner_unavailable`, `idempotency_key_reused`, `not_found` without such a clinic
   */
  async book(
    by: Author,
    clinicId: string,
    idempotency: IdempotencyKey | undefined,
    request: NewAppointment,
  ): Promise<Appointment> {
    const identity = requestIdentity(['appointments', clinicId], idempotency, request);
    const wanted = newAppointment(
      idFor('APT', identity),
      clinicId,
      request,
      firstWrite(this.clock.now(), by, identity),
    );
    if (!(await this.practitioners.isBookable(clinicId, request.practitionerId))) {
      return (await this.earlier(by, wanted)) ?? (await this.unbookable(clinicId));
    }
    return this.retries.untilDecided(async () => {
      const outcome = await this.appointments.insert(wanted);
      if (outcome.kind === 'done') return this.written(by, wanted);
      if (outcome.kind === 'overtaken' && outcome.existing && isOwnEarlier(outcome.existing, wanted)) {
        return this.own(by, outcome.existing, wanted);
      }
      if (outcome.kind === 'taken') return (await this.earlier(by, wanted)) ?? refuse('slot_taken');
      return undefined;
    });
  }

  /**
   * Moves an appointment or changes what it says.
   *
   * @throws AppError `not_found`, `version_mismatch`, `appointment_cancelled`, `slot_taken`, `practitioner_unavailable`
   */
  change(
    by: Author,
    { clinicId, appointmentId: id }: AppointmentPath,
    precondition: Precondition,
    changes: AppointmentChanges,
  ): Promise<Appointment> {
    return this.retries.untilDecided(async () => {
      const before = await this.expected(clinicId, id, precondition);
      if (before.status === 'cancelled') throw new AppError('appointment_cancelled');
      const wanted = applyChanges(before, changes);
      if (isSame(before, wanted)) return resourceOf(before);
      if (movesTime(before, wanted)) await this.requireBookable(wanted);
      return this.replace(by, before, wanted);
    });
  }

  /** Cancels and frees the time; cancelling once more changes nothing. @throws AppError `not_found`, `version_mismatch` */
  cancel(
    by: Author,
    { clinicId, appointmentId: id }: AppointmentPath,
    precondition: Precondition,
  ): Promise<Appointment> {
    return this.retries.untilDecided(async () => {
      const before = await this.expected(clinicId, id, precondition);
      if (before.status === 'cancelled') return resourceOf(before);
      return this.replace(by, before, { ...before, status: 'cancelled' });
    });
  }

  /** Deletes and frees the time. @throws AppError `not_found`, `version_mismatch` */
  async remove(
    by: Author,
    { clinicId, appointmentId: id }: AppointmentPath,
    precondition: Precondition,
  ): Promise<void> {
    let before: StoredAppointment | undefined = await this.expected(clinicId, id, precondition);
    await this.retries.untilDecided(async () => {
      before ??= await this.appointments.find(clinicId, id);
      // gone in the meantime: by our own write whose answer got lost, or by another who wanted the same
      if (before === undefined) return true;
      requireMatch(precondition, etagOf(before));
      const outcome = await this.appointments.remove(before);
      before = undefined;
      return outcome.kind === 'done' ? true : undefined;
    });
    this.audit.changed(by, { resource: 'appointment', subject: id, changes: ['deleted'] });
  }

  private async replace(
    by: Author,
    before: StoredAppointment,
    wanted: StoredAppointment,
  ): Promise<Appointment | undefined> {
    const after = { ...wanted, ...nextWrite(before, this.clock.now(), by) };
    const outcome = await this.appointments.replace(before, after);
    if (outcome.kind === 'taken') throw new AppError('slot_taken');
    // an attempt whose answer got lost may have written it
    const isLost = outcome.kind === 'overtaken' && outcome.existing?.writeId === after.writeId;
    return outcome.kind === 'done' || isLost ? this.written(by, after, before) : undefined;
  }

  private written(by: Author, after: StoredAppointment, before?: StoredAppointment): Appointment {
    this.audit.changed(by, { resource: 'appointment', subject: after.id, changes: changedFields(before, after) });
    return resourceOf(after);
  }

  /** What the same identity booked: by an attempt of this very request whose answer got lost, or by an earlier request. */
  private own(by: Author, existing: StoredAppointment, wanted: StoredAppointment): Appointment {
    return existing.writeId === wanted.writeId ? this.written(by, wanted) : resourceOf(existing);
  }

  /** What an earlier request of the same identity booked. One without a key can be no retry, and spares the read. */
  private async earlier(by: Author, wanted: StoredAppointment): Promise<Appointment | undefined> {
    if (wanted.requestKey === undefined) return undefined;
    const found = await this.appointments.find(wanted.clinicId, wanted.id);
    return found !== undefined && isOwnEarlier(found, wanted) ? this.own(by, found, wanted) : undefined;
  }

  private async expected(clinicId: string, id: string, precondition: Precondition): Promise<StoredAppointment> {
    const stored = await this.present(clinicId, id);
    requireMatch(precondition, etagOf(stored));
    return stored;
  }

  private async present(clinicId: string, id: string): Promise<StoredAppointment> {
    const stored = await this.appointments.find(clinicId, id);
    if (stored === undefined) throw new AppError('not_found');
    return stored;
  }

  private async requireBookable({ clinicId, practitionerId }: StoredAppointment): Promise<void> {
    if (!(await this.practitioners.isBookable(clinicId, practitionerId))) await this.unbookable(clinicId);
  }

  private async unbookable(clinicId: string): Promise<never> {
    throw new AppError((await this.clinics.exists(clinicId)) ? 'practitioner_unavailable' : 'not_found');
  }
}

function newAppointment(
  id: string,
  clinicId: string,
  { practitionerId, startsAt, endsAt, patientName, notes }: NewAppointment,
  record: RecordFields,
): StoredAppointment {
  // in the order in which the stored item is read, so that a retry is answered to the byte
  return {
    id,
    clinicId,
    practitionerId,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    patientName,
    ...(notes !== undefined && { notes }),
    status: 'booked',
    ...record,
  };
}

function refuse(code: 'slot_taken'): never {
  throw new AppError(code);
}
