import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import type { Item } from '../dynamodb/keys.js';
import { Table } from '../dynamodb/table.js';
import { isNew, lastWrittenBy, type WriteAction, type WriteOutcome } from '../dynamodb/write.js';
import { patientIsActive, patientItem, patientKey, type StoredPatient } from '../patients/patient.item.js';
import {
  appointmentItem,
  appointmentKey,
  appointmentPartition,
  deletionItem,
  type StoredAppointment,
} from './appointment.item.js';
import { changePrefix } from '../outbox/outbox-record.js';
import { changeItem, type StoredChange } from './change.item.js';
import { dayAction, type DayChange, dayChanges, judgeDay } from './practitioner-day.js';

/**
 * What became of a write:
 * - `overtaken`: the appointment is not as it was taken to be; `existing` is what stands there, if anything;
 * - `patient`: the patient is not there or not active any more, or is there already; `patient` is what stands there;
 * - `taken`: somebody else has some of the time;
 * - `hold-over`: the hold has expired and its time may be another's;
 * - `conflict`: another transaction was at the same items; nothing is decided.
 */
export type AppointmentWrite =
  | { readonly kind: 'done' | 'taken' | 'hold-over' | 'conflict' }
  | { readonly kind: 'overtaken'; readonly existing: StoredAppointment | undefined }
  | { readonly kind: 'patient'; readonly patient: StoredPatient | undefined };

/** The patient of a new appointment: registered with it, or there already. */
export type PatientOfBooking = { readonly register: StoredPatient } | { readonly existing: string };

/** A page of the history of an appointment. */
export interface ChangePage {
  readonly items: readonly StoredChange[];
  readonly stoppedAt: string | undefined;
}

interface Write {
  readonly id: string;
  /** The appointment's own action, then its change record and others. */
  readonly first: WriteAction;
  readonly others: readonly WriteAction[];
  readonly patient?: WriteAction | undefined;
  readonly days: readonly DayChange[];
}

/** Appointments, and the practitioners' days that make double-booking impossible: both change in one transaction. */
@Injectable()
export class AppointmentsRepository {
  constructor(
    private readonly table: Table,
    private readonly clock: Clock,
  ) {}

  /** Always the present state: what was just written is seen. */
  async find(clinicId: string, id: string): Promise<StoredAppointment | undefined> {
    const item = await this.table.get(appointmentKey(clinicId, id), { consistent: true });
    return item && appointmentItem.decode(item);
  }

  /** The changes of an appointment, the oldest first. */
  async changes(clinicId: string, id: string, after: string | undefined, limit: number): Promise<ChangePage> {
    const page = await this.table.range({
      partition: appointmentPartition(clinicId, id),
      from: after === undefined ? changePrefix : `${after}!`,
      to: `${changePrefix}~`,
      limit,
      consistent: true,
    });
    return { items: page.items.map((item) => changeItem.decode(item)), stoppedAt: page.stoppedAt };
  }

  /** Takes the time and keeps the appointment, unless there is one with its id. */
  insert(stored: StoredAppointment, change: StoredChange, patient: PatientOfBooking): Promise<AppointmentWrite> {
    return this.write({
      id: stored.id,
      first: { put: appointmentItem.encode(stored), when: isNew },
      others: [{ put: changeItem.encode(change) }],
      patient: patientAction(stored.clinicId, patient),
      days: dayChanges(undefined, stored),
    });
  }

  /** Puts `after` in the place of `before` and moves the time it has, unless it has changed since it was read. */
  replace(before: StoredAppointment, after: StoredAppointment, change: StoredChange): Promise<AppointmentWrite> {
    const { clinicId, patientId } = after;
    return this.write({
      id: after.id,
      first: { put: appointmentItem.encode(after), when: lastWrittenBy(before.writeId) },
      others: [{ put: changeItem.encode(change) }],
      patient: patientId === before.patientId ? undefined : patientAction(clinicId, { existing: patientId }),
      days: dayChanges(before, after),
    });
  }

  /** Takes the appointment away and frees its time, unless it has changed since it was read. */
  async remove(before: StoredAppointment, change: StoredChange): Promise<AppointmentWrite> {
    const { clinicId, id, writeId } = before;
    const write: Write = {
      id,
      first: { remove: appointmentKey(clinicId, id), when: lastWrittenBy(writeId) },
      others: [
        { put: changeItem.encode(change) },
        { put: deletionItem.encode({ id, clinicId, deletedAt: change.at }) },
      ],
      days: dayChanges(before, undefined),
    };
    const outcome = await this.write(write);
    // an expired hold has no time to free any more
    return outcome.kind === 'hold-over' ? this.write({ ...write, days: [] }) : outcome;
  }

  /** Keeps all of these new appointments and their changes, or none. @returns `conflict` when nothing is decided */
  async insertAll(
    bookings: readonly { stored: StoredAppointment; change: StoredChange }[],
    patient: PatientOfBooking,
  ): Promise<AppointmentWrite> {
    const puts = bookings.flatMap(({ stored, change }): WriteAction[] => [
      { put: appointmentItem.encode(stored), when: isNew },
      { put: changeItem.encode(change) },
    ]);
    const [first] = bookings;
    if (first === undefined) return { kind: 'done' };
    const days = dayActions(bookings.map(({ stored }) => stored));
    const outcome = await this.table.transact([...puts, patientAction(first.stored.clinicId, patient), ...days]);
    if (outcome.kind !== 'refused') return { kind: outcome.kind };
    return appointmentRefused(outcome.by, 0) ?? patientRefused(outcome.by, puts.length) ?? { kind: 'taken' };
  }

  private async write(write: Write): Promise<AppointmentWrite> {
    const outcome = await this.attempt(write, write.days);
    if (outcome.kind === 'done') return { kind: 'done' };
    const refused = outcome.kind === 'refused' ? outcome.by : new Map<number, Item | undefined>();
    const decided = appointmentRefused(refused, 0) ?? patientRefused(refused, 1 + write.others.length);
    if (decided !== undefined) return decided;
    const judged = await this.judge(write, outcome);
    if (!Array.isArray(judged)) return { kind: judged };
    // only expired holds were in the way: one more attempt takes their time over
    const second = await this.attempt(write, judged);
    if (second.kind !== 'refused') return { kind: second.kind };
    return appointmentRefused(second.by, 0) ?? { kind: 'taken' };
  }

  private attempt(write: Write, days: readonly DayChange[]): Promise<WriteOutcome> {
    return this.table.transact([
      write.first,
      ...write.others,
      ...(write.patient === undefined ? [] : [write.patient]),
      ...days.map((day) => dayAction(day, write.id)),
    ]);
  }

  /** What the days say: why the write was refused, or how it can be tried once more. */
  private async judge(write: Write, outcome: WriteOutcome): Promise<'taken' | 'hold-over' | 'conflict' | DayChange[]> {
    const { id, days } = write;
    const first = 1 + write.others.length + (write.patient === undefined ? 0 : 1);
    const now = this.clock.now().getTime();
    const judged = await Promise.all(
      days.map(async (day, index) => {
        if (outcome.kind === 'refused') {
          return outcome.by.has(first + index) ? judgeDay(outcome.by.get(first + index), day, id, now) : day;
        }
        // who loses to the winner of a slot should hear so at once, and not try again until the winner is done
        return judgeDay(await this.table.get(day.key, { consistent: true }), day, id, now);
      }),
    );
    for (const refusal of ['taken', 'hold-over'] as const) if (judged.includes(refusal)) return refusal;
    const changes = judged.filter((day) => typeof day !== 'string');
    return outcome.kind === 'conflict' ? 'conflict' : changes;
  }
}

function appointmentRefused(by: ReadonlyMap<number, Item | undefined>, at: number): AppointmentWrite | undefined {
  if (!by.has(at)) return undefined;
  const item = by.get(at);
  return { kind: 'overtaken', existing: item && appointmentItem.decode(item) };
}

function patientRefused(by: ReadonlyMap<number, Item | undefined>, at: number): AppointmentWrite | undefined {
  const item = by.get(at);
  if (!by.has(at) || (item !== undefined && item['type'] !== 'PATIENT')) return undefined;
  return { kind: 'patient', patient: item && patientItem.decode(item) };
}

function patientAction(clinicId: string, patient: PatientOfBooking): WriteAction {
  if ('register' in patient) return { put: patientItem.encode(patient.register), when: isNew };
  return { check: patientKey(clinicId, patient.existing), when: patientIsActive };
}

/** The days of several appointments; a transaction may touch an item once only, so those of one day are joined. */
function dayActions(appointments: readonly StoredAppointment[]): WriteAction[] {
  const joined = new Map<string, Extract<WriteAction, { update: unknown }>>();
  for (const stored of appointments) {
    for (const change of dayChanges(undefined, stored)) {
      const action = dayAction(change, stored.id);
      if (!('update' in action)) continue;
      const name = `${change.key.PK} ${change.key.SK}`;
      const other = joined.get(name);
      const expression = [other?.when?.expression, action.when?.expression].filter(Boolean).join(' AND ');
      joined.set(name, { update: change.key, set: { ...other?.set, ...action.set }, when: { expression } });
    }
  }
  return [...joined.values()];
}
