import { Injectable } from '@nestjs/common';
import { Table } from '../dynamodb/table.js';
import { isNew, lastWrittenBy, type WriteAction } from '../dynamodb/write.js';
import { appointmentItem, appointmentKey, type StoredAppointment } from './appointment.item.js';
import { dayAction, type DayChange, dayChanges, isTaken } from './day-changes.js';

/**
 * What became of a write:
 * - `overtaken`: the appointment is not as it was taken to be; `existing` is what stands there, if anything;
 * - `taken`: somebody else has some of the time;
 * - `conflict`: another transaction was at the same items; nothing is decided.
 */
export type AppointmentWrite =
  | { readonly kind: 'done' | 'taken' | 'conflict' }
  | { readonly kind: 'overtaken'; readonly existing: StoredAppointment | undefined };

/** Appointments, and the practitioners' days that make double-booking impossible: both change in one transaction. */
@Injectable()
export class AppointmentsRepository {
  constructor(private readonly table: Table) {}

  /** Always the present state: what was just written is seen. */
  async find(clinicId: string, id: string): Promise<StoredAppointment | undefined> {
    const item = await this.table.get(appointmentKey(clinicId, id), { consistent: true });
    return item && appointmentItem.decode(item);
  }

  /** Takes the time and keeps the appointment, unless there is one with its id. */
  insert(stored: StoredAppointment): Promise<AppointmentWrite> {
    return this.write({ put: appointmentItem.encode(stored), when: isNew }, dayChanges(undefined, stored), stored.id);
  }

  /** Puts `after` in the place of `before` and moves the time it has, unless it has changed since it was read. */
  replace(before: StoredAppointment, after: StoredAppointment): Promise<AppointmentWrite> {
    const put = { put: appointmentItem.encode(after), when: lastWrittenBy(before.writeId) };
    return this.write(put, dayChanges(before, after), after.id);
  }

  /** Takes the appointment away and frees its time, unless it has changed since it was read. */
  remove(before: StoredAppointment): Promise<AppointmentWrite> {
    const { clinicId, id, writeId } = before;
    const removal = { remove: appointmentKey(clinicId, id), when: lastWrittenBy(writeId) };
    return this.write(removal, dayChanges(before, undefined), id);
  }

  /** The first action is the appointment's, the others are days. */
  private async write(first: WriteAction, days: readonly DayChange[], id: string): Promise<AppointmentWrite> {
    const outcome = await this.table.transact([first, ...days.map((day) => dayAction(day, id))]);
    if (outcome.kind === 'done') return { kind: 'done' };
    if (outcome.kind === 'refused' && outcome.by.has(0)) {
      const existing = outcome.by.get(0);
      return { kind: 'overtaken', existing: existing && appointmentItem.decode(existing) };
    }
    // who loses to the winner of a slot should hear so at once, and not try again until the winner is done
    return { kind: outcome.kind === 'refused' || (await this.anyTaken(days, id)) ? 'taken' : 'conflict' };
  }

  private async anyTaken(days: readonly DayChange[], id: string): Promise<boolean> {
    const taken = await Promise.all(
      days.map(async (day) => isTaken(await this.table.get(day.key, { consistent: true }), day, id)),
    );
    return taken.includes(true);
  }
}
