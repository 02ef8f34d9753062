import { Injectable } from '@nestjs/common';
import { cancellationsOf, conditionFailed, conditions, isPassing } from '../dynamodb/conditions.js';
import { Table, type TransactionAction } from '../dynamodb/table.js';
import { appointmentKey, fromAppointmentItem, type StoredAppointment, toAppointmentItem } from './appointment.item.js';
import { dayAction, type DayChange, dayChanges, isTaken } from './day-changes.js';

/**
 * What became of a write:
 * - `overtaken`: the appointment is not as it was taken to be (it exists already, has changed, or is gone);
 * - `taken`: somebody else holds some of the time;
 * - `conflict`: another transaction was at the same items; nothing is decided.
 */
export type WriteOutcome = 'done' | 'overtaken' | 'taken' | 'conflict';

/** Appointments, and the practitioners' days that make double-booking impossible: both change in one transaction. */
@Injectable()
export class AppointmentsRepository {
  constructor(private readonly table: Table) {}

  /** Always the present state: what was just written is seen. */
  async find(clinicId: string, id: string): Promise<StoredAppointment | undefined> {
    const item = await this.table.get(appointmentKey(clinicId, id), { consistent: true });
    return item && fromAppointmentItem(item);
  }

  /** Takes the time and keeps the appointment, unless there is one with its id. */
  insert(stored: StoredAppointment): Promise<WriteOutcome> {
    const put = { Put: { Item: toAppointmentItem(stored), ConditionExpression: conditions.isNew } };
    return this.write(put, dayChanges(undefined, stored.appointment), stored.appointment.id);
  }

  /** Replaces `before` by `after` and moves the time it holds, unless it has changed since it was read. */
  replace(before: StoredAppointment, after: StoredAppointment): Promise<WriteOutcome> {
    const put = { Put: { Item: toAppointmentItem(after), ...unchanged(before) } };
    return this.write(put, dayChanges(before.appointment, after.appointment), after.appointment.id);
  }

  /** Takes the appointment away and frees its time, unless it has changed since it was read. */
  remove(before: StoredAppointment): Promise<WriteOutcome> {
    const { clinicId, id } = before.appointment;
    const removal = { Delete: { Key: appointmentKey(clinicId, id), ...unchanged(before) } };
    return this.write(removal, dayChanges(before.appointment, undefined), id);
  }

  private async write(first: TransactionAction, days: readonly DayChange[], id: string): Promise<WriteOutcome> {
    try {
      await this.table.transact([first, ...days.map((day) => dayAction(day, id))]);
      return 'done';
    } catch (error) {
      const outcome = outcomeOf(cancellationsOf(error));
      if (outcome === undefined) throw error;
      // who loses to the winner of a slot should hear so at once, and not try again until the winner is done
      return outcome === 'conflict' && (await this.anyTaken(days, id)) ? 'taken' : outcome;
    }
  }

  private async anyTaken(days: readonly DayChange[], id: string): Promise<boolean> {
    const taken = await Promise.all(
      days.map(async (day) => isTaken(await this.table.get(day.key, { consistent: true }), day, id)),
    );
    return taken.includes(true);
  }
}

/** The first action is the appointment's, the others are days. */
function outcomeOf(cancellations: readonly string[] | undefined): WriteOutcome | undefined {
  if (cancellations === undefined) return undefined;
  const [appointment, ...days] = cancellations;
  if (appointment === conditionFailed) return 'overtaken';
  if (days.includes(conditionFailed)) return 'taken';
  return isPassing(cancellations) ? 'conflict' : undefined;
}

/**
 * Nobody wrote it since `before` was read. Not its version: an appointment that was deleted and booked anew under the same
 * Idempotency-Key begins at version 1 again, and may hold other time.
 */
function unchanged({ writeId }: StoredAppointment) {
  return { ConditionExpression: 'write_id = :write', ExpressionAttributeValues: { ':write': writeId } };
}
