import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { changedFields } from '../audit/changed-fields.js';
import { Clock } from '../clock/clock.js';
import { nextWrite } from '../dynamodb/record.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { etagOf } from '../http/etag.js';
import { withChanges } from '../http/patch.schema.js';
import { type Precondition, requireMatch } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import type { PageRequest } from '../paging/page.js';
import { PatientsService } from '../patients/patients.service.js';
import { applyChanges, isSame, movesTime } from './appointment-changes.js';
import { isExpiredHold, type StoredAppointment } from './appointment.item.js';
import type {
  Appointment,
  AppointmentChanges,
  AppointmentHistory,
  AppointmentPath,
  TransitionBody,
} from './appointment.schema.js';
import { AppointmentsRepository } from './appointments.repository.js';
import { bothOverrides, judgeNotice, judgeTime } from './booking-rules.js';
import { BookingSettingsService } from './booking-settings.service.js';
import { BookingsService } from './bookings.service.js';
import { type AppliedOverride, changeOf } from './change.item.js';
import type { Performer } from './performer.js';
import { movable, type Transition, type TransitionName, transitionFrom } from './transitions.js';

const historyPlace = z.string().regex(/^CHANGE#\d{10}#[0-9a-f]{16}$/);

/** Reads, moves, changes and deletes appointments, and takes them from state to state. */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly bookings: BookingsService,
    private readonly settings: BookingSettingsService,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
    private readonly audit: AuditLog,
  ) {}

  /** @throws AppError `not_found`, the same for an appointment of another clinic and for one that never was */
  async get(by: Author, { clinicId, appointmentId: id }: AppointmentPath): Promise<Appointment> {
    const found = await this.present(clinicId, id);
    this.audit.wasRead(by, { resource: 'appointment', subject: id });
    return this.withName(resourceOf(found));
  }

  /** Every change, the oldest first; also of an appointment that was deleted. @throws AppError `not_found` */
  async history({ clinicId, appointmentId: id }: AppointmentPath, { limit, cursor }: PageRequest) {
    const scope = ['history', clinicId, id];
    const after = cursor === undefined ? undefined : decodeCursor(scope, cursor, historyPlace);
    const { items, stoppedAt } = await this.appointments.changes(clinicId, id, after, limit);
    if (items.length === 0 && after === undefined) throw new AppError('not_found');
    const page: AppointmentHistory = {
      items: items.map(({ version, at, by, byKind, action, changes, override }) => {
        return { version, at, by, byKind, action, changes, ...(override && { override }) };
      }),
      ...(stoppedAt !== undefined && { nextCursor: encodeCursor(scope, stoppedAt) }),
    };
    return page;
  }

  /**
   * Moves an appointment or changes what it says.
   *
   * @throws AppError `not_found`, `version_mismatch`, `appointment_cancelled`, `transition_not_allowed`, `hold_expired`,
   *   `slot_taken`, `notice_too_short`, and those of a booking for the new time
   */
  async change(
    by: Performer,
    { clinicId, appointmentId: id }: AppointmentPath,
    precondition: Precondition,
    changes: AppointmentChanges,
  ): Promise<Appointment> {
    let { patientId } = changes;
    const changed = await this.retries.untilDecided(async () => {
      const before = await this.expected(clinicId, id, precondition);
      if (before.status === 'cancelled') throw new AppError('appointment_cancelled');
      if (isExpiredHold(before, this.clock.now())) throw new AppError('hold_expired');
      const wanted = applyChanges(before, { ...changes, patientId });
      if (isSame(before, wanted)) return resourceOf(before);
      const moved = movesTime(before, wanted);
      const override = moved ? await this.judgeMove(by, before, wanted, changes.override) : undefined;
      const written = await this.replace(by, moved ? 'moved' : 'changed', before, wanted, override);
      if (written === undefined || !('existing' in written)) return written;
      patientId = written.existing;
      return undefined;
    });
    return this.withName(changed);
  }

  /**
   * Takes an appointment to another state; doing so again changes nothing.
   *
   * @throws AppError `not_found`, `version_mismatch`, `transition_not_allowed`, `hold_expired`, `notice_too_short`
   */
  async transition(
    by: Performer,
    { clinicId, appointmentId: id }: AppointmentPath,
    precondition: Precondition,
    name: TransitionName,
    { override }: TransitionBody = {},
  ): Promise<Appointment> {
    const changed = await this.retries.untilDecided(async () => {
      const before = await this.expected(clinicId, id, precondition);
      const transition = transitionFrom(before.status, name);
      if (transition === undefined) return resourceOf(before);
      const applied = await this.judgeTransition(before, transition, override);
      const after = { ...withChanges(before, { heldUntil: null }), status: transition.to };
      const written = await this.replace(by, name, before, after, applied);
      return written === undefined || 'existing' in written ? undefined : written;
    });
    return this.withName(changed);
  }

  /** Deletes and frees the time; the history stays. @throws AppError `not_found`, `version_mismatch` */
  async remove(
    by: Performer,
    { clinicId, appointmentId: id }: AppointmentPath,
    precondition: Precondition,
  ): Promise<void> {
    let before: StoredAppointment | undefined = await this.expected(clinicId, id, precondition);
    await this.retries.untilDecided(async () => {
      before ??= await this.appointments.find(clinicId, id);
      // gone in the meantime: by our own write whose answer got lost, or by another who wanted the same
      if (before === undefined) return true;
      requireMatch(precondition, etagOf(before));
      const removed = { ...before, ...nextWrite(before, this.clock.now(), by) };
      const change = { ...changeOf(by, 'deleted', before, undefined), at: removed.updatedAt, writeId: removed.writeId };
      const outcome = await this.appointments.remove(before, change);
      before = undefined;
      return outcome.kind === 'done' ? true : undefined;
    });
    this.audit.changed(by, { resource: 'appointment', subject: id, changes: ['deleted'] });
  }

  private async judgeMove(
    by: Performer,
    before: StoredAppointment,
    wanted: StoredAppointment,
    override: AppointmentChanges['override'],
  ): Promise<AppliedOverride | undefined> {
    if (!movable.has(before.status)) {
      throw new AppError('transition_not_allowed', {
        detail: `An appointment that is ${before.status} stays where it is.`,
      });
    }
    const { clinicId, practitionerId, startsAt, endsAt } = wanted;
    const { clinic, practitioner } = await this.settings.forVisit(clinicId, practitionerId, undefined);
    const now = this.clock.now();
    const notice = before.status === 'held' ? undefined : judgeNotice(clinic, before.startsAt, now, override);
    return bothOverrides(notice, judgeTime({ clinic, practitioner, startsAt, endsAt }, by, now, override));
  }

  private async judgeTransition(
    before: StoredAppointment,
    { rule }: Transition,
    override: TransitionBody['override'],
  ): Promise<AppliedOverride | undefined> {
    const now = this.clock.now();
    if (rule === 'hold-stands' && isExpiredHold(before, now)) throw new AppError('hold_expired');
    if (rule === 'has-begun' && Date.parse(before.startsAt) > now.getTime()) {
      throw new AppError('transition_not_allowed', { detail: 'The visit has not begun yet.' });
    }
    if (rule !== 'notice' || before.status === 'held') return undefined;
    return judgeNotice(await this.settings.clinic(before.clinicId), before.startsAt, now, override);
  }

  /** @returns nothing when other writers were faster; the patient to take instead, when the wanted one was merged */
  private async replace(
    by: Performer,
    action: string,
    before: StoredAppointment,
    wanted: StoredAppointment,
    override: AppliedOverride | undefined,
  ): Promise<Appointment | { readonly existing: string } | undefined> {
    const after = { ...wanted, ...nextWrite(before, this.clock.now(), by) };
    const change = changeOf(by, action, before, after, override);
    const outcome = await this.appointments.replace(before, after, change);
    if (outcome.kind === 'taken') throw new AppError('slot_taken');
    if (outcome.kind === 'patient') {
      return this.bookings.otherPatient(after.clinicId, { existing: after.patientId }, outcome);
    }
    // an attempt whose answer got lost may have written it
    const isLost = outcome.kind === 'overtaken' && outcome.existing?.writeId === after.writeId;
    if (outcome.kind === 'done' || isLost) return this.written(by, before, after);
    if (outcome.kind === 'hold-over') throw new AppError('hold_expired');
    return undefined;
  }

  private async withName(appointment: Appointment): Promise<Appointment> {
    const patientName = await this.patients.nameOf(appointment.clinicId, appointment.patientId);
    return { ...appointment, ...(patientName !== undefined && { patientName }) };
  }

  private written(by: Author, before: StoredAppointment, after: StoredAppointment): Appointment {
    this.audit.changed(by, { resource: 'appointment', subject: after.id, changes: changedFields(before, after) });
    return resourceOf(after);
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
}
