import { Injectable } from '@nestjs/common';
import { appointmentKey, clinicMonth } from '../appointments/appointment.item.js';
import { Table } from '../dynamodb/table.js';
import type { WriteOutcome } from '../dynamodb/write.js';
import { billingKey, markItem, type StoredMark, type Visit, visitOf } from './billing.item.js';

/** Appointments read at once. Not all of them are completed visits. */
const readAtOnce = 100;

/** A completed visit with what is noted of its payment. */
export interface MarkedVisit {
  readonly visit: Visit;
  readonly mark: StoredMark | undefined;
}

/** Some completed visits, and where to read on. */
export interface VisitsRead {
  readonly visits: readonly MarkedVisit[];
  readonly next: string | undefined;
}

/** Completed visits of a clinic in the order of their beginning, and the notes of their payment. */
@Injectable()
export class BillingRepository {
  constructor(private readonly table: Table) {}

  async visit(clinicId: string, appointmentId: string): Promise<Visit | undefined> {
    const item = await this.table.get(appointmentKey(clinicId, appointmentId), { consistent: true });
    return item && visitOf(item);
  }

  /** Keeps a note, as long as the visit is completed. */
  mark(mark: StoredMark): Promise<WriteOutcome> {
    return this.table.transact([
      { put: markItem.encode(mark) },
      {
        check: appointmentKey(mark.clinicId, mark.appointmentId),
        when: { expression: '#status = :done', names: { '#status': 'status' }, values: { ':done': 'completed' } },
      },
    ]);
  }

  /**
   * One read of the month in which `from` lies, and one of the notes.
   *
   * @param from an instant, or where the read before stopped
   * @param to an instant, excluded
   */
  async read(clinicId: string, from: string, to: string): Promise<VisitsRead> {
    const month = from.slice(0, 7);
    const { items, stoppedAt } = await this.table.range({
      ...{ index: 'GSI1', partition: clinicMonth(clinicId, month), from, to, limit: readAtOnce },
      filters: [{ attribute: 'status', value: 'completed' }],
    });
    const visits = await Promise.all(items.map(async (item) => this.withMark(clinicId, visitOf(item))));
    const next = stoppedAt === undefined ? nextMonth(month) : `${stoppedAt}!`;
    return { visits, next: next < to ? next : undefined };
  }

  private async withMark(clinicId: string, visit: Visit): Promise<MarkedVisit> {
    // asked for together, so that a hundred notes are one call
    const item = await this.table.getTogether(billingKey(clinicId, visit.appointment_id));
    return { visit, mark: item && markItem.decode(item) };
  }
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
}
