import { Injectable } from '@nestjs/common';
import type { Item } from '../dynamodb/keys.js';
import { justAfter } from '../dynamodb/page-by-id.js';
import { type Range, Table } from '../dynamodb/table.js';
import {
  appointmentItem,
  clinicChanges,
  clinicMonth,
  dayOf,
  deletionItem,
  monthOf,
  patientAppointments,
  placeOf,
  practitionerMonth,
  type StoredAppointment,
  type StoredDeletion,
} from './appointment.item.js';

/** A stretch of time of a clinic, of one of its practitioners, or of one of its patients. */
export interface AppointmentRange {
  readonly clinicId: string;
  readonly practitionerId: string | undefined;
  readonly patientId: string | undefined;
  readonly status: StoredAppointment['status'] | undefined;
  /** Where to begin: an instant, or where an earlier page stopped. */
  readonly from: string;
  /** An instant, excluded. */
  readonly to: string;
  readonly limit: number;
}

export interface AppointmentRangePage<T = StoredAppointment> {
  readonly items: readonly T[];
  /** Where the next page begins; absent at the end. */
  readonly resumeAt: string | undefined;
}

/** The changes of a clinic, both ends included. */
export interface ChangedRange {
  readonly clinicId: string;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

/** Reads of the index for one page. A year of empty months, or of nothing but cancelled ones, ends the page early. */
const readsAPage = 8;
/** Items read at a time when a filter may drop most of them. */
const filteredRead = 200;

/** Where something stands in the order of its list. */
type PlaceOf<T> = (item: T) => string;

/** Appointments in the order of their beginning or of their changes, through the indexes (eventually consistent). */
@Injectable()
export class AppointmentListsRepository {
  constructor(private readonly table: Table) {}

  /** By the time at which they begin. */
  list(range: AppointmentRange): Promise<AppointmentRangePage> {
    const { clinicId, practitionerId, patientId, status, to } = range;
    const filters = [
      ...(status === undefined ? [] : [{ attribute: 'status', value: status }]),
      // a patient's appointments stand in one partition, whoever they are with
      ...(patientId !== undefined && practitionerId !== undefined
        ? [{ attribute: 'practitioner_id', value: practitionerId }]
        : []),
    ];
    const partitionOf = (from: string): Pick<Range, 'index' | 'partition'> => {
      if (patientId !== undefined) return { index: 'GSI3', partition: patientAppointments(clinicId, patientId) };
      if (practitionerId === undefined) return { index: 'GSI1', partition: clinicMonth(clinicId, monthOf(from)) };
      return { index: 'GSI2', partition: practitionerMonth(clinicId, practitionerId, monthOf(from)) };
    };
    return this.pages(range, {
      read: (from, limit) => ({
        ...partitionOf(from),
        from,
        to,
        limit: filters.length === 0 ? limit : filteredRead,
        filters,
      }),
      decode: (item) => appointmentItem.decode(item),
      place: ({ startsAt, id }) => placeOf(startsAt, id),
      next: (from) => (patientId === undefined ? firstOfNextMonth(from) : undefined),
    });
  }

  /** By the time of their last change, together with what was deleted. */
  changed(range: ChangedRange): Promise<AppointmentRangePage<StoredAppointment | StoredDeletion>> {
    return this.pages(range, {
      read: (from, limit) => ({
        index: 'GSI4',
        partition: clinicChanges(range.clinicId, dayOf(from)),
        from,
        to: range.to,
        limit,
      }),
      decode: (item) =>
        item['type'] === 'APPOINTMENT_DELETION' ? deletionItem.decode(item) : appointmentItem.decode(item),
      place: (change) => placeOf('deletedAt' in change ? change.deletedAt : change.updatedAt, change.id),
      next: firstOfNextDay,
    });
  }

  /** One page out of as many partitions as it takes, up to a bound. */
  private async pages<T>(
    { from: start, to, limit }: { readonly from: string; readonly to: string; readonly limit: number },
    { read, decode, place, next }: PagedRead<T>,
  ): Promise<AppointmentRangePage<T>> {
    const items: T[] = [];
    let from: string | undefined = start;
    for (let reads = 0; reads < readsAPage && from !== undefined && items.length < limit; reads += 1) {
      const missing: number = limit - items.length;
      const page = await this.table.range(read(from, missing));
      items.push(...page.items.slice(0, missing).map(decode));
      const last = items.at(-1);
      if (page.items.length > missing && last !== undefined) from = `${place(last)}${justAfter}`;
      else if (page.stoppedAt !== undefined) from = `${page.stoppedAt}${justAfter}`;
      else from = before(next(from), to);
    }
    return { items, resumeAt: from };
  }
}

interface PagedRead<T> {
  readonly read: (from: string, limit: number) => Range;
  readonly decode: (item: Item) => T;
  readonly place: PlaceOf<T>;
  /** Where the next partition begins. */
  readonly next: (from: string) => string | undefined;
}

const before = (from: string | undefined, to: string): string | undefined =>
  from !== undefined && from < to ? from : undefined;

function firstOfNextMonth(from: string): string {
  const [year = 0, month = 0] = monthOf(from).split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, month)).toISOString());
}

function firstOfNextDay(from: string): string {
  return dayOf(new Date(Date.parse(dayOf(from)) + 24 * 60 * 60_000).toISOString());
}
