import { Injectable } from '@nestjs/common';
import type { Principal } from '../auth/principal/principal.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { firstWrite, isOwnEarlier, nextWrite } from '../dynamodb/record.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { etagOf } from '../http/etag.js';
import { type Precondition, requireMatch } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, type RequestIdentity, requestIdentity } from '../ids/request-identity.js';
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
  ) {}

  /** @throws AppError `not_found`, the same for an appointment of another clinic and for one that never was */
  async get({ clinicId, appointmentId: id }: AppointmentPath): Promise<Appointment> {
    return resourceOf(await this.present(clinicId, id));
  }

  /**
   * Books. A retry under the same Idempotency-Key gets the appointment that the first request made, as it is now.
   *
   * @throws AppError `slot_taken`, `practitioner_unavailable`, `idempotency_key_reused`, `not_found` without such a clinic
   */
  async book(
    clinicId: string,
    _caller: Principal,
    idempotency: IdempotencyKey | undefined,
    request: NewAppointment,
  ): Promise<Appointment> {
    const identity = requestIdentity(['appointments', clinicId], idempotency, request);
    const wanted = newAppointment(clinicId, request, identity, this.clock.now());
    if (!(await this.practitioners.isBookable(clinicId, request.practitionerId))) {
      return (await this.earlier(wanted)) ?? (await this.unbookable(clinicId));
    }
    return this.retries.untilDecided(async () => {
      const outcome = await this.appointments.insert(wanted);
      if (outcome.kind === 'done') return resourceOf(wanted);
      if (outcome.kind === 'overtaken' && outcome.existing && isOwnEarlier(outcome.existing, wanted)) {
        return resourceOf(outcome.existing);
      }
      if (outcome.kind === 'taken') return (await this.earlier(wanted)) ?? refuse('slot_taken');
      return undefined;
    });
  }

  /**
   * Moves an appointment or changes what it says.
   *
   * @throws AppError `not_found`, `version_mismatch`, `appointment_cancelled`, `slot_taken`, `practitioner_unavailable`
   */
  change({ clinicId, appointmentId: id }: AppointmentPath, precondition: Precondition, changes: AppointmentChanges) {
    return this.retries.untilDecided(async () => {
      const before = await this.expected(clinicId, id, precondition);
      if (before.status === 'cancelled') throw new AppError('appointment_cancelled');
      const wanted = applyChanges(before, changes);
      if (isSame(before, wanted)) return resourceOf(before);
      if (movesTime(before, wanted)) await this.requireBookable(wanted);
      return this.replace(before, wanted);
    });
  }

  /** Cancels and frees the time; cancelling once more changes nothing. @throws AppError `not_found`, `version_mismatch` */
  cancel({ clinicId, appointmentId: id }: AppointmentPath, precondition: Precondition): Promise<Appointment> {
    return this.retries.untilDecided(async () => {
      const before = await this.expected(clinicId, id, precondition);
      if (before.status === 'cancelled') return resourceOf(before);
      return this.replace(before, { ...before, status: 'cancelled' });
    });
  }

  /** Deletes and frees the time. @throws AppError `not_found`, `version_mismatch` */
  async remove({ clinicId, appointmentId: id }: AppointmentPath, precondition: Precondition): Promise<void> {
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
  }

  private async replace(before: StoredAppointment, wanted: StoredAppointment): Promise<Appointment | undefined> {
    const after = { ...wanted, ...nextWrite(before, this.clock.now()) };
    const outcome = await this.appointments.replace(before, after);
    if (outcome.kind === 'taken') throw new AppError('slot_taken');
    if (outcome.kind === 'done') return resourceOf(after);
    // an attempt whose answer got lost may have written it
    return outcome.kind === 'overtaken' && outcome.existing?.writeId === after.writeId ? resourceOf(after) : undefined;
  }

  /** What an earlier request of the same identity booked. One without a key can be no retry, and spares the read. */
  private async earlier(wanted: StoredAppointment): Promise<Appointment | undefined> {
    if (wanted.requestKey === undefined) return undefined;
    const found = await this.appointments.find(wanted.clinicId, wanted.id);
    return found !== undefined && isOwnEarlier(found, wanted) ? resourceOf(found) : undefined;
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
  clinicId: string,
  { practitionerId, startsAt, endsAt, patientName, notes }: NewAppointment,
  identity: RequestIdentity | undefined,
  now: Date,
): StoredAppointment {
  // in the order in which the stored item is read, so that a retry is answered to the byte
  return {
    id: idFor('APT', identity),
    clinicId,
    practitionerId,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    patientName,
    ...(notes !== undefined && { notes }),
    status: 'booked',
    ...firstWrite(now, identity),
  };
}

function refuse(code: 'slot_taken'): never {
  throw new AppError(code);
}
