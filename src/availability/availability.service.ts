import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { defaultBookingRules } from '../clinics/clinic-settings.schema.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import { plainId } from '../ids/plain-id.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import type { Page } from '../paging/page.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import { bookingWindow, freeStarts } from '../scheduling/availability.js';
import { intersectSpans, type Span } from '../scheduling/spans.js';
import { workingPeriods, workingTime, type WorkingTimeRules } from '../scheduling/working-time.js';
import { startOfDay, withOffset } from '../scheduling/zones.js';
import { VisitTypesService } from '../visit-types/visit-types.service.js';
import type { AvailabilityQuery, FreeStart } from './availability.schema.js';
import { TakenTimeRepository } from './taken-time.repository.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const longestRange = 62 * day;
/** Time that is worked out at once: one read for each practitioner. */
const chunk = 7 * day;
/** Reads for one page; a page of many practitioners who are all booked out ends early. */
const readsAPage = 120;

/** Where a list goes on: behind this practitioner's start at this instant. */
const place = z.strictObject({ at: z.int(), practitionerId: z.union([plainId, z.literal('')]) });
type Place = z.infer<typeof place>;

type Practitioner = NonNullable<Awaited<ReturnType<PractitionersService['recent']>>>;
type Clinic = NonNullable<Awaited<ReturnType<ClinicsService['recent']>>>;
type VisitType = NonNullable<Awaited<ReturnType<VisitTypesService['recent']>>>;

interface Question {
  readonly clinic: Clinic;
  readonly visitType: VisitType;
  readonly now: number;
}

/** Answers when a visit can begin. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly clinics: ClinicsService,
    private readonly practitioners: PractitionersService,
    private readonly visitTypes: VisitTypesService,
    private readonly takenTime: TakenTimeRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * The free starts of a visit type, by time and practitioner. It reads each practitioner's taken time once a week of the
   * range, whatever is booked; settings are a moment old at most.
   *
   * @throws AppError `not_found` for a clinic, visit type or practitioner that is not there; `invalid_request`
   */
  async list(clinicId: string, query: AvailabilityQuery): Promise<Page<FreeStart>> {
    const [clinic, visitType] = await Promise.all([
      this.clinics.recent(clinicId),
      this.visitTypes.recent(clinicId, query.visitTypeId),
    ]);
    if (clinic === undefined || visitType === undefined) throw new AppError('not_found');
    const practitioners = await this.practitionersFor(clinicId, query.practitionerId, visitType);
    const range = rangeOf(query, clinic.timeZone);
    const { visitTypeId, practitionerId, cursor, limit } = query;
    const scope = ['availability', clinicId, visitTypeId, practitionerId, query.from, query.to];
    const first = cursor === undefined ? { at: range.start, practitionerId: '' } : decodeCursor(scope, cursor, place);
    const question = { clinic, visitType, now: this.clock.now().getTime() };
    const { items, next } = await this.search(question, practitioners, range, first, limit);
    return { items, ...(next !== undefined && { nextCursor: encodeCursor(scope, next) }) };
  }

  private async search(
    question: Question,
    practitioners: readonly Practitioner[],
    range: Span,
    first: Place,
    limit: number,
  ): Promise<{ items: FreeStart[]; next: Place | undefined }> {
    const rules = question.clinic.bookingRules ?? defaultBookingRules;
    const [open] = intersectSpans([range], [bookingWindow(rules, question.now)]);
    const items: FreeStart[] = [];
    if (open === undefined || practitioners.length === 0) return { items, next: undefined };
    let reads = 0;
    for (let start = Math.max(open.start, first.at); start < open.end; start += chunk) {
      if (reads > 0 && reads + practitioners.length > readsAPage)
        return { items, next: { at: start, practitionerId: '' } };
      const span = { start, end: Math.min(start + chunk, open.end) };
      const found = await Promise.all(practitioners.map((practitioner) => this.freeIn(question, practitioner, span)));
      reads += practitioners.length;
      items.push(
        ...found
          .flat()
          .filter((one) => isBehind(one, first))
          .sort(byTime),
      );
      if (items.length > limit) {
        const shown = items.slice(0, limit);
        return { items: shown, next: placeOf(shown.at(-1)) };
      }
    }
    return { items, next: undefined };
  }

  private async freeIn(
    { clinic, visitType, now }: Question,
    practitioner: Practitioner,
    span: Span,
  ): Promise<FreeStart[]> {
    // what lies around the span can reach into it
    const around = { start: span.start - day, end: span.end + day };
    const rules: WorkingTimeRules = {
      timeZone: clinic.timeZone,
      clinic: { weekly: clinic.openingHours, specialDays: clinic.specialDays, closures: clinic.closures },
      practitioner: { weekly: practitioner.workingHours, specialDays: practitioner.exceptions },
      timeOff: (practitioner.timeOff ?? []).map(({ startsAt, endsAt }) => ({
        start: Date.parse(startsAt),
        end: Date.parse(endsAt),
      })),
    };
    const starts = freeStarts({
      ...visitType,
      working: workingTime(rules, around),
      periods: workingPeriods(rules, around),
      busy: await this.takenTime.find(clinic.id, practitioner.id, around, now),
      slotStepMinutes: (clinic.bookingRules ?? defaultBookingRules).slotStepMinutes,
      from: span.start,
      to: span.end,
    });
    return starts.map((start) => ({
      practitionerId: practitioner.id,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + visitType.durationMinutes * minute).toISOString(),
      localStartsAt: withOffset(start, clinic.timeZone),
    }));
  }

  private async practitionersFor(
    clinicId: string,
    practitionerId: string | undefined,
    { active, practitionerIds }: VisitType,
  ): Promise<Practitioner[]> {
    if (practitionerId !== undefined) {
      const one = await this.practitioners.recent(clinicId, practitionerId);
      if (one === undefined) throw new AppError('not_found');
      const offers = active && one.active && (practitionerIds?.includes(practitionerId) ?? true);
      return offers ? [one] : [];
    }
    if (!active) return [];
    const all =
      practitionerIds === undefined
        ? await this.practitioners.recentOfClinic(clinicId)
        : await Promise.all(practitionerIds.map((id) => this.practitioners.recent(clinicId, id)));
    return all.filter((one) => one?.active === true) as Practitioner[];
  }
}

/** @throws AppError `invalid_request` */
function rangeOf({ from, to }: AvailabilityQuery, timeZone: string): Span {
  const instantOf = (moment: string): number =>
    moment.includes('T') ? Date.parse(moment) : startOfDay(moment, timeZone);
  const range = { start: instantOf(from), end: instantOf(to) };
  const length = range.end - range.start;
  if (length > 0 && length <= longestRange) return range;
  const detail = length <= 0 ? 'must be after from' : 'must be at most 62 days after from';
  throw new AppError('invalid_request', { faults: [{ in: 'query', pointer: '#/to', detail }] });
}

function placeOf(start: FreeStart | undefined): Place | undefined {
  return start && { at: Date.parse(start.startsAt), practitionerId: start.practitionerId };
}

function isBehind({ startsAt, practitionerId }: FreeStart, { at, practitionerId: last }: Place): boolean {
  const start = Date.parse(startsAt);
  return start > at || (start === at && practitionerId > last);
}

function byTime(a: FreeStart, b: FreeStart): number {
  if (a.startsAt !== b.startsAt) return a.startsAt < b.startsAt ? -1 : 1;
  return a.practitionerId < b.practitionerId ? -1 : 1;
}
