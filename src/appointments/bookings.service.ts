import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { changedFields } from '../audit/changed-fields.js';
import { Clock } from '../clock/clock.js';
import { firstWrite, isOwnEarlier } from '../dynamodb/record.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, type RequestIdentity, requestIdentity } from '../ids/request-identity.js';
import { PatientsService } from '../patients/patients.service.js';
import type { StoredAppointment } from './appointment.item.js';
import type { Appointment, NewAppointment } from './appointment.schema.js';
import { type AppointmentWrite, AppointmentsRepository, type PatientOfBooking } from './appointments.repository.js';
import { judgeTime } from './booking-rules.js';
import { BookingSettingsService } from './booking-settings.service.js';
import { changeOf, type StoredChange } from './change.item.js';
import type { Performer } from './performer.js';
import { minute } from './ticks.js';

/** A booking that is ready to be written. */
export interface DraftBooking {
  readonly stored: StoredAppointment;
  readonly change: StoredChange;
  readonly patient: PatientOfBooking;
}

/** What a draft is made of. */
export interface BookingRequest extends Omit<NewAppointment, 'hold' | 'holdMinutes'> {
  readonly hold?: boolean;
  readonly holdMinutes?: number;
  readonly seriesId?: string;
}

/** Books and holds time. Two appointments never have the same time of a practitioner. */
@Injectable()
export class BookingsService {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly settings: BookingSettingsService,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Books, or holds for a while. A retry under the same Idempotency-Key gets the appointment that the first request made, as
   * it is now.
   *
   * @throws AppError `slot_taken`, `not_found` without such a clinic, practitioner, visit type or patient,
   *   `practitioner_unavailable`, `visit_type_unavailable`, `patient_erased`, `in_the_past`, `outside_hours`,
   *   `outside_booking_window`, `idempotency_key_reused`
   */
  async book(
    by: Performer,
    clinicId: string,
    idempotency: IdempotencyKey | undefined,
    request: NewAppointment,
  ): Promise<Appointment> {
    const identity = requestIdentity(['appointments', clinicId], idempotency, request);
    const id = idFor('APT', identity);
    try {
      const draft = await this.draft(by, clinicId, id, request, identity);
      return named(await this.write(by, draft), request);
    } catch (error) {
      // a retry hears of its booking also when what the rules ask has changed since
      const earlier = error instanceof AppError ? await this.earlier(clinicId, id, identity) : undefined;
      if (earlier === undefined) throw error;
      return named(resourceOf(earlier), request);
    }
  }

  /**
   * The appointment, its change record and its patient, judged by the rules of the clinic.
   *
   * @throws AppError as `book`, except `slot_taken`
   */
  async draft(
    by: Performer,
    clinicId: string,
    id: string,
    request: BookingRequest,
    identity: RequestIdentity | undefined,
  ): Promise<DraftBooking> {
    const { practitionerId, visitTypeId } = request;
    const { clinic, practitioner, visitType } = await this.settings.forVisit(clinicId, practitionerId, visitTypeId);
    const now = this.clock.now();
    const startsAt = request.startsAt.toISOString();
    const length = (visitType?.durationMinutes ?? 0) * minute;
    const endsAt = (request.endsAt ?? new Date(request.startsAt.getTime() + length)).toISOString();
    const override = judgeTime({ clinic, practitioner, startsAt, endsAt }, by, now, request.override);
    const patient = this.patientOf(by, clinicId, request, identity);
    const { hold = false, holdMinutes = 2, notes, seriesId } = request;
    // in the order in which the stored item is read, so that a retry is answered to the byte
    const stored: StoredAppointment = {
      id,
      clinicId,
      practitionerId,
      patientId: 'register' in patient ? patient.register.id : patient.existing,
      ...(visitTypeId !== undefined && { visitTypeId }),
      startsAt,
      endsAt,
      bufferBeforeMinutes: visitType?.bufferBeforeMinutes ?? 0,
      bufferAfterMinutes: visitType?.bufferAfterMinutes ?? 0,
      ...(notes !== undefined && { notes }),
      status: hold ? 'held' : 'booked',
      ...(hold && { heldUntil: new Date(now.getTime() + holdMinutes * minute).toISOString() }),
      ...(seriesId !== undefined && { seriesId }),
      ...firstWrite(now, by, identity),
    };
    return { stored, change: changeOf(by, stored.status, undefined, stored, override), patient };
  }

  /** Writes a draft. @throws AppError `slot_taken`, `not_found`, `patient_erased`, `idempotency_key_reused` */
  async write(by: Performer, draft: DraftBooking): Promise<Appointment> {
    let { stored, change, patient } = draft;
    return this.retries.untilDecided(async () => {
      const outcome = await this.appointments.insert(stored, change, patient);
      if (outcome.kind === 'patient') {
        patient = await this.otherPatient(stored.clinicId, patient, outcome);
        stored = { ...stored, patientId: patient.existing };
        change = changeOf(by, stored.status, undefined, stored, change.override);
        return undefined;
      }
      return this.decided(by, stored, outcome);
    });
  }

  /** Leaves the audit record of a booking. */
  booked(by: Performer, stored: StoredAppointment): Appointment {
    this.audit.changed(by, { resource: 'appointment', subject: stored.id, changes: changedFields(undefined, stored) });
    return resourceOf(stored);
  }

  /** What an earlier request of the same identity booked. One without a key can be no retry, and spares the read. */
  async earlier(clinicId: string, id: string, identity: RequestIdentity | undefined) {
    if (identity === undefined) return undefined;
    const found = await this.appointments.find(clinicId, id);
    if (found?.requestKey !== identity.key) return undefined;
    if (found.requestHash !== identity.hash) throw new AppError('idempotency_key_reused');
    return found;
  }

  /**
   * What to do when the patient is not as the booking took them to be: a double is followed to the patient that was kept; one
   * that an earlier attempt registered already is not registered again.
   *
   * @throws AppError `not_found`, `patient_erased`
   */
  async otherPatient(
    clinicId: string,
    wanted: PatientOfBooking,
    { patient }: Extract<AppointmentWrite, { kind: 'patient' }>,
  ): Promise<{ readonly existing: string }> {
    if (patient === undefined) throw new AppError('not_found', { detail: 'The clinic has no such patient.' });
    if ('register' in wanted && patient.status === 'active') return { existing: patient.id };
    const kept = await this.patients.present(clinicId, patient.id);
    if (kept.status === 'erased') throw new AppError('patient_erased');
    return { existing: kept.id };
  }

  private patientOf(
    by: Performer,
    clinicId: string,
    { patientId, patientName = '' }: BookingRequest,
    identity: RequestIdentity | undefined,
  ): PatientOfBooking {
    if (patientId !== undefined) return { existing: patientId };
    return { register: this.patients.draft(by, clinicId, { name: patientName }, identity) };
  }

  private decided(by: Performer, stored: StoredAppointment, outcome: AppointmentWrite): Appointment | undefined {
    if (outcome.kind === 'done') return this.booked(by, stored);
    if (outcome.kind === 'taken') throw new AppError('slot_taken');
    if (outcome.kind !== 'overtaken' || outcome.existing === undefined) return undefined;
    const { existing } = outcome;
    if (!isOwnEarlier(existing, stored)) throw new AppError('already_exists');
    // an attempt of this very request, whose answer got lost, leaves its record now
    return existing.writeId === stored.writeId ? this.booked(by, stored) : resourceOf(existing);
  }
}

/** The answer to a booking that names its patient has the name too. */
function named(booked: Appointment, { patientName }: BookingRequest): Appointment {
  return patientName === undefined ? booked : { ...booked, patientName };
}
