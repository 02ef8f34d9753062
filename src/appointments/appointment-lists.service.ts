import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { Clock } from '../clock/clock.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import type { Page } from '../paging/page.js';
import { AppError } from '../errors/app-error.js';
import { type Appointment, type AppointmentQuery, rangeFault } from './appointment.schema.js';
import { AppointmentListsRepository } from './appointment-lists.repository.js';

const day = 24 * 60 * 60_000;
const defaultRange = 7 * day;

/** Where a list goes on. It keeps the range too: a default range must not shift while a caller turns its pages. */
const place = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  resumeAt: z.string().regex(/^20\d\d-[01]\d(?:-\d\dT[\d:.]{5,12}Z(?:#[\w-]{1,50}!)?)?$/),
});

/** Lists the appointments of a clinic in the order of their beginning. */
@Injectable()
export class AppointmentListsService {
  constructor(
    private readonly lists: AppointmentListsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Appointments that begin in [from, to). Without a range: seven days from the beginning of this day in UTC.
   *
   * @throws AppError `invalid_request` for a cursor that is not this list's
   */
  async list(clinicId: string, query: AppointmentQuery): Promise<Page<Appointment>> {
    const { practitionerId, status, limit, cursor } = query;
    const scope = [clinicId, query.from?.toISOString(), query.to?.toISOString(), practitionerId, status];
    const { from, to, resumeAt } =
      cursor === undefined ? this.beginning(query) : continuing(decodeCursor(scope, cursor, place));
    const page = await this.lists.list({ clinicId, practitionerId, status, from: resumeAt, to, limit });
    return {
      items: page.items,
      ...(page.resumeAt !== undefined && {
        nextCursor: encodeCursor(scope, { from, to, resumeAt: page.resumeAt } satisfies z.infer<typeof place>),
      }),
    };
  }

  private beginning({ from, to }: AppointmentQuery): z.infer<typeof place> {
    const today = Math.floor(this.clock.now().getTime() / day) * day;
    const begin = from?.getTime() ?? (to === undefined ? today : to.getTime() - defaultRange);
    const end = to?.getTime() ?? begin + defaultRange;
    const first = new Date(begin).toISOString();
    return { from: first, to: new Date(end).toISOString(), resumeAt: first };
  }
}

/** A cursor may be made up: what it says must fit together as our own would. */
function continuing(found: z.infer<typeof place>): z.infer<typeof place> {
  const { from, to, resumeAt } = found;
  if (rangeFault(new Date(from), new Date(to)) === undefined && resumeAt >= from.slice(0, 7) && resumeAt < to) {
    return found;
  }
  throw new AppError('invalid_request', {
    faults: [{ in: 'query', pointer: '#/cursor', detail: 'is not a cursor of this API' }],
  });
}
