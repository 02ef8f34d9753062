import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { clinicMonth, practitionerMonth } from '../appointments/appointment.item.js';
import { Table } from '../dynamodb/table.js';

/** Appointments that a feed shows at most. */
const mostEvents = 1_000;

const shape = z.object({
  appointment_id: z.string(),
  practitioner_id: z.string(),
  patient_id: z.string().optional(),
  starts_at: z.string(),
  ends_at: z.string(),
  status: z.string(),
  version: z.int(),
  updated_at: z.string(),
});

export type FeedAppointment = z.output<typeof shape>;

/** States in which an appointment stands in a calendar. */
const shownStates: ReadonlySet<string> = new Set(['booked', 'confirmed', 'checked-in', 'completed']);

/** Reads the appointments of a feed, month by month through the indexes (eventually consistent). */
@Injectable()
export class FeedEventsRepository {
  constructor(private readonly table: Table) {}

  /** Those that begin in [from, to), in order; the earliest thousand when there are more. */
  async find(clinicId: string, practitionerId: string | undefined, from: Date, to: Date): Promise<FeedAppointment[]> {
    const found: FeedAppointment[] = [];
    for (const month of monthsBetween(from, to)) {
      const { items } = await this.table.range({
        ...(practitionerId === undefined
          ? { index: 'GSI1', partition: clinicMonth(clinicId, month) }
          : { index: 'GSI2', partition: practitionerMonth(clinicId, practitionerId, month) }),
        from: from.toISOString(),
        to: to.toISOString(),
        limit: mostEvents,
      });
      found.push(...items.map((item) => shape.parse(item)).filter(({ status }) => shownStates.has(status)));
      if (found.length >= mostEvents) break;
    }
    return found.slice(0, mostEvents);
  }
}

function monthsBetween(from: Date, to: Date): string[] {
  const months: string[] = [];
  for (let at = Date.UTC(from.getUTCFullYear(), from.getUTCMonth()); at < to.getTime();) {
    const start = new Date(at);
    months.push(start.toISOString().slice(0, 7));
    at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
  }
  return months;
}
