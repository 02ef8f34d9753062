import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../auth/principal/principal.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { Backoff } from '../dynamodb/backoff.js';
import { AppError } from '../errors/app-error.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import { applyChanges, isSame, movesTime } from './appointment-changes.js';
import type { StoredAppointment } from './appointment.item.js';
import type { Appointment, AppointmentChanges, AppointmentPath, NewAppointment } from './appointment.schema.js';
import { AppointmentsRepository } from './appointments.repository.js';
import { appointmentId, requestHash } from './idempotency.js';
import type { VersionCheck } from './request-headers.decorator.js';

/** How often a write is tried that meets other writers; by then others have won as many times. */
const attempts = 10;

/** Books, moves, cancels and deletes appointments. Two booked ones never hold the same time of a practitioner. */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly practitioners: PractitionersService,
    private readonly clinics: ClinicsService,
    private readonly clock: Clock,
    private readonly backoff: Backoff,
  ) {}

  /** @throws AppError `not_found`, the same for an appointment of another clinic and for one that never was */
  async get({ clinicId, appointmentId: id }: AppointmentPath): Promise<Appointment> {
    return (await this.present(clinicId, id)).appointment;
  }

  /**
   * Books. A retry under the same Idempotency-Key gets the appointment that the first request made, as it is now.
   *
   * @throws AppError `slot_taken`, `practitioner_unavailable`, `idempotency_key_reused`, `not_found` without such a clinic
   */
  async book(
    clinicId: string,
    caller: Principal,
    idempotencyKey: string | undefined,
    request: NewAppointment,
  ): Promise<Appointment> {
    const id = appointmentId(clinicId, caller, idempotencyKey);
    const stored = newStored(id, clinicId, request, this.clock.now());
    if (!(await this.practitioners.isBookable(clinicId, request.practitionerId))) {
      return (await this.earlier(stored)) ?? (await this.unbookable(clinicId));
    }
    return this.untilSettled(async () => {
      const outcome = await this.appointments.insert(stored);
      if (outcome === 'done') return stored.appointment;
      if (outcome === 'conflict') return undefined;
      // a retry finds the time taken by itself; a request without a key can be no retry, and spares the read
      const own = outcome === 'overtaken' || idempotencyKey !== undefined ? await this.earlier(stored) : undefined;
      if (own !== undefined) return own;
      if (outcome === 'taken') throw new AppError('slot_taken');
      return undefined;
    });
  }

  /**
   * Moves an appointment or changes what it says.
   *
   * @throws AppError `not_found`, `version_mismatch`, `appointment_cancelled`, `slot_taken`, `practitioner_unavailable`
   */
  change({ clinicId, appointmentId: id }: AppointmentPath, check: VersionCheck, changes: AppointmentChanges) {
    return this.untilSettled(async () => {
      const before = await this.expected(clinicId, id, check);
      if (before.appointment.status === 'cancelled') throw new AppError('appointment_cancelled');
      const wanted = applyChanges(before.appointment, changes);
      if (isSame(before.appointment, wanted)) return before.appointment;
      if (movesTime(before.appointment, wanted)) await this.requireBookable(wanted);
      return this.replace(before, wanted);
    });
  }

  /** Cancels and frees the time; cancelling once more changes nothing. @throws AppError `not_found`, `version_mismatch` */
  cancel({ clinicId, appointmentId: id }: AppointmentPath, check: VersionCheck): Promise<Appointment> {
    return this.untilSettled(async () => {
      const before = await this.expected(clinicId, id, check);
      if (before.appointment.status === 'cancelled') return before.appointment;
      return this.replace(before, { ...before.appointment, status: 'cancelled' });
    });
  }

  /** Deletes and frees the time. @throws AppError `not_found`, `version_mismatch` */
  async remove({ clinicId, appointmentId: id }: AppointmentPath, check: VersionCheck): Promise<void> {
    let before: StoredAppointment | undefined = await this.expected(clinicId, id, check);
    await this.untilSettled(async () => {
      before ??= await this.appointments.find(clinicId, id);
      // gone in the meantime: by our own write whose answer got lost, or by another who wanted the same
      if (before === undefined) return true;
      if (check?.(before.appointment.version) === false) throw new AppError('version_mismatch');
      const outcome = await this.appointments.remove(before);
      before = undefined;
      return outcome === 'done' ? true : undefined;
    });
  }

  private async replace(before: StoredAppointment, wanted: Appointment): Promise<Appointment | undefined> {
    const version = before.appointment.version + 1;
    const appointment = { ...wanted, version, updatedAt: this.clock.now().toISOString() };
    const after = { ...before, appointment, writeId: randomUUID() };
    const outcome = await this.appointments.replace(before, after);
    if (outcome === 'taken') throw new AppError('slot_taken');
    if (outcome === 'done' || (outcome === 'overtaken' && (await this.isLastWrite(after)))) return appointment;
    return undefined;
  }

  /** Whether a write that was refused did succeed: the SDK repeats a call whose answer got lost. */
  private async isLastWrite({ appointment: { clinicId, id }, writeId }: StoredAppointment): Promise<boolean> {
    return (await this.appointments.find(clinicId, id))?.writeId === writeId;
  }

  /** What an earlier request of the same identity booked. */
  private async earlier({ appointment: { clinicId, id }, requestHash: hash }: StoredAppointment) {
    const found = await this.appointments.find(clinicId, id);
    if (found !== undefined && found.requestHash !== hash) throw new AppError('idempotency_key_reused');
    return found?.appointment;
  }

  private async expected(clinicId: string, id: string, check: VersionCheck): Promise<StoredAppointment> {
    const stored = await this.present(clinicId, id);
    if (check?.(stored.appointment.version) === false) throw new AppError('version_mismatch');
    return stored;
  }

  private async present(clinicId: string, id: string): Promise<StoredAppointment> {
    const stored = await this.appointments.find(clinicId, id);
    if (stored === undefined) throw new AppError('not_found');
    return stored;
  }

  private async requireBookable({ clinicId, practitionerId }: Appointment): Promise<void> {
    if (!(await this.practitioners.isBookable(clinicId, practitionerId))) await this.unbookable(clinicId);
  }

  private async unbookable(clinicId: string): Promise<never> {
    throw new AppError((await this.clinics.exists(clinicId)) ? 'practitioner_unavailable' : 'not_found');
  }

  /** Repeats a write until it is decided, with pauses, up to a bound. `undefined` means: not decided. */
  private async untilSettled<T>(write: () => Promise<T | undefined>): Promise<T> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const settled = await write();
      if (settled !== undefined) return settled;
      await this.backoff.wait(attempt);
    }
    throw new AppError('store_unavailable', { retryAfter: 1, reason: 'too many writers at the same time' });
  }
}

function newStored(id: string, clinicId: string, request: NewAppointment, now: Date): StoredAppointment {
  const { practitionerId, startsAt, endsAt, patientName, notes } = request;
  return {
    appointment: {
      id,
      clinicId,
      practitionerId,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      patientName,
      ...(notes !== undefined && { notes }),
      status: 'booked',
      version: 1,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    },
    requestHash: requestHash(request),
    writeId: randomUUID(),
  };
}
