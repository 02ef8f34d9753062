import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { ClinicResources } from '../clinics/clinic-resources.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { Table } from '../dynamodb/table.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import type { Precondition } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import type { Page, PageRequest } from '../paging/page.js';
import { PatientsService } from '../patients/patients.service.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import {
  feedFile,
  feedKind,
  hashOfSecret,
  hasSecret,
  newFeedSecret,
  parseFeedFile,
  type StoredFeed,
} from './calendar-feed.item.js';
import type { CalendarFeed, NewCalendarFeed } from './calendar-feed.schema.js';
import { type FeedAppointment, FeedEventsRepository } from './feed-events.repository.js';
import { writeCalendar } from './icalendar.js';

const day = 24 * 60 * 60_000;
const daysBack = 30;
const daysAhead = 180;

/** A feed as it is served. */
export interface CalendarFile {
  readonly text: string;
  readonly etag: string;
}

/** Calendars of a clinic for programs such as phones, at secret addresses that can be revoked. */
@Injectable()
export class CalendarFeedsService {
  private readonly feeds: ClinicResources<StoredFeed>;

  constructor(
    table: Table,
    private readonly clock: Clock,
    retries: WriteRetries,
    audit: AuditLog,
    private readonly clinics: ClinicsService,
    private readonly practitioners: PractitionersService,
    private readonly patients: PatientsService,
    private readonly events: FeedEventsRepository,
  ) {
    this.feeds = new ClinicResources(feedKind, { table, clock, retries, audit });
  }

  async list(clinicId: string, request: PageRequest): Promise<Page<CalendarFeed>> {
    const page = await this.feeds.list(clinicId, request);
    return { ...page, items: page.items.map(shown) };
  }

  /** Makes a feed; the answer shows its address, which is kept nowhere. @throws AppError `not_found`, `already_exists` */
  async create(by: Author, clinicId: string, request: NewCalendarFeed): Promise<CalendarFeed> {
    const { practitionerId } = request;
    if (practitionerId !== undefined && (await this.practitioners.recent(clinicId, practitionerId)) === undefined) {
      throw new AppError('not_found');
    }
    const secret = newFeedSecret();
    const made = await this.feeds.create(by, clinicId, request, undefined, (owned) => ({
      ...request,
      ...owned,
      secretHash: hashOfSecret(secret),
    }));
    return { ...shown(made), path: `/v1/calendar-feeds/${feedFile(made, secret)}` };
  }

  /** Revokes a feed: its address is gone at once. @throws AppError `not_found`, `version_mismatch` */
  async remove(by: Author, clinicId: string, id: string, precondition?: Precondition): Promise<void> {
    await this.feeds.remove(by, clinicId, id, precondition);
  }

  /**
   * The calendar at a secret address: the past month and the next half year.
   *
   * @throws AppError `not_found`, the same for an address that is wrong in any way and for one that was revoked
   */
  async file(file: string): Promise<CalendarFile> {
    const address = parseFeedFile(file);
    if (address === undefined) throw new AppError('not_found');
    const feed = await this.feeds.find(address.clinicId, address.id, { consistent: true });
    const clinic = await this.clinics.recent(address.clinicId);
    if (feed === undefined || clinic === undefined || !hasSecret(feed, address.secret)) throw new AppError('not_found');
    // the same for a whole day, so that an unchanged calendar keeps its entity tag
    const today = Math.floor(this.clock.now().getTime() / day) * day;
    const [from, to] = [today - daysBack * day, today + daysAhead * day];
    const found = await this.events.find(feed.clinicId, feed.practitionerId, new Date(from), new Date(to));
    const names =
      clinic.calendarFeeds?.showPatientNames === true ? await this.namesOf(feed.clinicId, found) : undefined;
    const text = writeCalendar({
      ...{ name: feed.name ?? clinic.name, timeZone: clinic.timeZone, from, to },
      events: found.map((one) => ({
        uid: `${one.appointment_id}@${feed.clinicId}`,
        ...{ startsAt: one.starts_at, endsAt: one.ends_at, updatedAt: one.updated_at, version: one.version },
        summary: names?.get(one.patient_id ?? '') ?? 'Appointment',
      })),
    });
    return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"` };
  }

  private async namesOf(clinicId: string, found: readonly FeedAppointment[]): Promise<Map<string, string>> {
    const ids = [...new Set(found.flatMap(({ patient_id: id }) => (id === undefined ? [] : [id])))];
    const names = await Promise.all(ids.map(async (id) => [id, await this.patients.nameOf(clinicId, id)] as const));
    return new Map(names.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
  }
}

function shown(feed: StoredFeed): CalendarFeed {
  const fields = Object.entries(resourceOf(feed)).filter(([name]) => name !== 'secretHash');
  return Object.fromEntries(fields) as CalendarFeed;
}
