import { Injectable } from '@nestjs/common';
import { justAfter } from '../dynamodb/page-by-id.js';
import type { Item } from '../dynamodb/keys.js';
import { Table } from '../dynamodb/table.js';
import { resourceOf } from '../http/resource.js';
import { appointmentItem, clinicMonth, monthOf, practitionerMonth, sortKeyOf } from './appointment.item.js';
import type { Appointment } from './appointment.schema.js';

/** A stretch of time of a clinic, or of one of its practitioners. */
export interface AppointmentRange {
  readonly clinicId: string;
  readonly practitionerId: string | undefined;
  readonly status: Appointment['status'] | undefined;
  /** Where to begin: an instant, or where an earlier page stopped. */
  readonly from: string;
  /** An instant, excluded. */
  readonly to: string;
  readonly limit: number;
}

export interface AppointmentRangePage {
  readonly items: readonly Appointment[];
  /** Where the next page begins; absent at the end. */
  readonly resumeAt: string | undefined;
}

/** Reads of the index for one page. A year of empty months, or of nothing but cancelled ones, ends the page early. */
const readsAPage = 8;
/** Items read at a time when a filter may drop most of them. */
const filteredRead = 200;

/** Appointments in the order of their beginning, month by month through the indexes (eventually consistent). */
@Injectable()
export class AppointmentListsRepository {
  constructor(private readonly table: Table) {}

  async list(range: AppointmentRange): Promise<AppointmentRangePage> {
    const items: Appointment[] = [];
    let from: string | undefined = range.from;
    for (let reads = 0; reads < readsAPage && from !== undefined && items.length < range.limit; reads += 1) {
      const missing: number = range.limit - items.length;
      const page = await this.readMonth(range, from, missing);
      items.push(...page.items.slice(0, missing));
      from = page.items.length > missing ? behind(items.at(-1)) : nextFrom(page.stoppedAt, from, range.to);
    }
    return { items, resumeAt: from };
  }

  private async readMonth({ clinicId, practitionerId, status, to }: AppointmentRange, from: string, missing: number) {
    const month = monthOf(from);
    const { items, stoppedAt } = await this.table.range({
      ...(practitionerId === undefined
        ? { index: 'GSI1', partition: clinicMonth(clinicId, month) }
        : { index: 'GSI2', partition: practitionerMonth(clinicId, practitionerId, month) }),
      from,
      to,
      limit: status === undefined ? missing : filteredRead,
      filter: status && { attribute: 'status', value: status },
    });
    return { items: items.map((item: Item) => resourceOf(appointmentItem.decode(item))), stoppedAt };
  }
}

/** Right behind an appointment in the order of the list. */
function behind(appointment: Appointment | undefined): string | undefined {
  return appointment && `${sortKeyOf(appointment)}${justAfter}`;
}

/** Where to read on: in this month where the read stopped, else at the next month, else nowhere. */
function nextFrom(stoppedAt: string | undefined, from: string, to: string): string | undefined {
  if (stoppedAt !== undefined) return `${stoppedAt}${justAfter}`;
  const [year = 0, month = 0] = monthOf(from).split('-').map(Number);
  const next = monthOf(new Date(Date.UTC(year, month)).toISOString());
  return next < to ? next : undefined;
}
