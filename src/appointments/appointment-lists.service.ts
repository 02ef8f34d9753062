import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import { resourceOf } from '../http/resource.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import { PatientsService } from '../patients/patients.service.js';
import { deletionsKeptDays, isExpiredHold, type StoredAppointment } from './appointment.item.js';
import { type Appointment, type AppointmentPage, type AppointmentQuery, rangeFault } from './appointment.schema.js';
import { AppointmentListsRepository } from './appointment-lists.repository.js';

const day = 24 * 60 * 60_000;
const defaultRange = 7 * day;

/**
 * How old a change must be before it is listed. It is longer than a write may take after it has taken its time, together with
 * the difference between the clocks of two servers and the delay of an index: nothing appears later before a place that was
 * read already.
 */
const settledMs = 10_000;

/** Where a list goes on: an instant or month, or right behind an appointment in the order of the list. */
const resumeAt = z.string().regex(/^20\d\d-[01]\d(?:-\d\d(?:T[\d:.]{5,12}Z(?:#[\w-]{1,50}!|!)?)?)?$/);

/** It keeps the range too: a default range must not shift while a caller turns its pages. */
const place = z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime(), resumeAt });

type Place = z.infer<typeof place>;

/** Lists the appointments of a clinic in the order of their beginning, or of their changes. */
@Injectable()
export class AppointmentListsService {
  constructor(
    private readonly lists: AppointmentListsRepository,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Appointments that begin in [from, to). Without a range: seven days from the beginning of this day in UTC; those of a
   * patient without a range: all. With `updatedAfter`: what was changed since, in the order of the changes. Holds that have
   * expired are left out.
   *
   * @throws AppError `invalid_request` for a cursor that is not this list's
   */
  async list(clinicId: string, query: AppointmentQuery): Promise<AppointmentPage> {
    if (query.updatedAfter !== undefined) return this.changed(clinicId, query.updatedAfter, query);
    const { practitionerId, patientId, status, limit, cursor } = query;
    const scope = [clinicId, iso(query.from), iso(query.to), practitionerId, patientId, status];
    const { from, to, resumeAt } =
      cursor === undefined ? this.beginning(query) : continuing(decodeCursor(scope, cursor, place), patientId);
    const range = { clinicId, practitionerId, patientId, status, from: resumeAt, to, limit };
    const page = await this.lists.list(range);
    return {
      items: await this.shown(page.items),
      ...(page.resumeAt !== undefined && { nextCursor: encodeCursor(scope, { from, to, resumeAt: page.resumeAt }) }),
    };
  }

  private async changed(
    clinicId: string,
    after: Date,
    { limit, cursor }: Pick<AppointmentQuery, 'limit' | 'cursor'>,
  ): Promise<AppointmentPage> {
    const now = this.clock.now().getTime();
    if (now - after.getTime() > deletionsKeptDays * day) throw tooOld();
    const scope = [clinicId, 'updatedAfter', after.toISOString()];
    const settled = new Date(now - settledMs).toISOString();
    // behind everything that was changed at that very moment
    const first = { from: after.toISOString(), to: settled, resumeAt: `${after.toISOString()}${behindIds}` };
    const { to, resumeAt } = cursor === undefined ? first : decodeCursor(scope, cursor, changedPlace);
    const range = { clinicId, from: resumeAt, to: `${to}${behindIds}`, limit };
    const page = resumeAt < range.to ? await this.lists.changed(range) : { items: [], resumeAt: undefined };
    const changes = page.items.filter((item): item is StoredAppointment => !('deletedAt' in item));
    const deleted = page.items.flatMap((item) =>
      'deletedAt' in item ? [{ id: item.id, deletedAt: item.deletedAt }] : [],
    );
    return {
      items: await this.named(changes),
      deleted,
      ...(page.resumeAt === undefined
        ? { completeUntil: to > after.toISOString() ? to : after.toISOString() }
        : { nextCursor: encodeCursor(scope, { to, resumeAt: page.resumeAt } satisfies z.infer<typeof changedPlace>) }),
    };
  }

  private shown(items: readonly StoredAppointment[]) {
    const now = this.clock.now();
    return this.named(items.filter((item) => !isExpiredHold(item, now)));
  }

  /** The names are the register's: all of a page are read at once. */
  private named(items: readonly StoredAppointment[]): Promise<Appointment[]> {
    return Promise.all(
      items.map(async (item) => {
        const patientName = await this.patients.nameOf(item.clinicId, item.patientId);
        return { ...resourceOf(item), ...(patientName !== undefined && { patientName }) };
      }),
    );
  }

  private beginning({ from, to, patientId }: AppointmentQuery): Place {
    if (patientId !== undefined && from === undefined && to === undefined) return allTime;
    const today = Math.floor(this.clock.now().getTime() / day) * day;
    const begin = from?.getTime() ?? (to === undefined ? today : to.getTime() - defaultRange);
    const end = to?.getTime() ?? begin + defaultRange;
    const first = new Date(begin).toISOString();
    return { from: first, to: new Date(end).toISOString(), resumeAt: first };
  }
}

/** Sorts behind `#` and so behind every id that follows an instant. */
const behindIds = '$';

const changedPlace = z.strictObject({
  to: z.iso.datetime(),
  resumeAt: z.string().regex(/^20\d\d-[01]\d-\d\d(?:T[\d:.]{5,12}Z(?:#[\w-]{1,50}!|\$)?)?$/),
});

const allTime: Place = {
  from: '2000-01-01T00:00:00.000Z',
  to: '2099-12-31T23:59:59.999Z',
  resumeAt: '2000-01-01T00:00:00.000Z',
};

const iso = (instant: Date | undefined): string | undefined => instant?.toISOString();

/** A cursor may be made up: what it says must fit together as our own would. */
function continuing(found: Place, patientId: string | undefined): Place {
  const { from, to, resumeAt } = found;
  const isWhole = patientId !== undefined && from === allTime.from && to === allTime.to;
  const fits = isWhole || rangeFault(new Date(from), new Date(to)) === undefined;
  if (fits && resumeAt >= from.slice(0, 7) && resumeAt < to) return found;
  throw new AppError('invalid_request', {
    faults: [{ in: 'query', pointer: '#/cursor', detail: 'is not a cursor of this API' }],
  });
}

function tooOld(): AppError {
  const detail = `must be at most ${deletionsKeptDays} days ago; list by from and to first`;
  return new AppError('invalid_request', { faults: [{ in: 'query', pointer: '#/updatedAfter', detail }] });
}
