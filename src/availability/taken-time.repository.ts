import { Injectable } from '@nestjs/common';
import { keyOf } from '../dynamodb/keys.js';
import { Table } from '../dynamodb/table.js';
import { joinSpans, type Span } from '../scheduling/spans.js';
import { takenTime } from './taken-time.js';

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** Days read at most at once: their items are a few kilobytes each, and one read takes a megabyte. */
export const mostDays = 30;

/** Reads which time of a practitioner is taken. */
@Injectable()
export class TakenTimeRepository {
  constructor(private readonly table: Table) {}

  /** The taken time of all days in UTC that have a part in the span, with one read whatever is booked. */
  async find(clinicId: string, practitionerId: string, { start, end }: Span, now: number): Promise<Span[]> {
    const { items } = await this.table.range({
      partition: keyOf('PRACTITIONER', clinicId, practitionerId),
      from: keyOf('DAY', dayOf(start)),
      to: keyOf('DAY', dayOf(end)),
      limit: mostDays,
      consistent: true,
    });
    return joinSpans(items.flatMap((day) => takenTime(day, now)));
  }
}
