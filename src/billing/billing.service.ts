import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import type { Page } from '../paging/page.js';
import { startOfDay } from '../scheduling/zones.js';
import type { Visit } from './billing.item.js';
import { BillingRepository, type MarkedVisit } from './billing.repository.js';
import type { BillingEntry, BillingExport, BillingMark, BillingQuery } from './billing.schema.js';
import { csvLine } from './csv.js';

/** Reads for one page: a month without completed visits ends it early. */
const readsAPage = 12;
/** Reads for one export: more than a hundred thousand appointments. */
const readsAnExport = 2_000;

/** The end of the range as it was resolved, and where to read on. */
const place = z.strictObject({ resumeAt: z.string().max(120), to: z.string().max(30), skip: z.int().min(0) });
type Place = z.infer<typeof place>;

const columns = [
  'appointment',
  'begins',
  'practitioner',
  'patient',
  'visit type',
  'status',
  'amount',
  'currency',
  'reference',
];

/** What is billed and paid. */
@Injectable()
export class BillingService {
  constructor(
    private readonly billing: BillingRepository,
    private readonly clinics: ClinicsService,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
    private readonly audit: AuditLog,
  ) {}

  /** Completed visits that begin in [from, to), in order. @throws AppError `not_found`, `invalid_request` */
  async list(clinicId: string, query: BillingQuery): Promise<Page<BillingEntry>> {
    const { from, to, status, limit, cursor } = query;
    const scope = ['billing', clinicId, from, to, status];
    let next: Place | undefined =
      cursor === undefined ? await this.beginning(clinicId, query) : decodeCursor(scope, cursor, place);
    const items: BillingEntry[] = [];
    for (let reads = 0; reads < readsAPage && next !== undefined && items.length < limit; reads += 1) {
      const { resumeAt, skip, to: end }: Place = next;
      const read = await this.billing.read(clinicId, resumeAt, end);
      const fitting = read.visits.map(entryOf).filter((entry) => status === undefined || entry.status === status);
      const taken = fitting.slice(skip, skip + limit - items.length);
      items.push(...taken);
      const left = skip + taken.length < fitting.length;
      if (left) next = { resumeAt, to: end, skip: skip + taken.length };
      else next = read.next === undefined ? undefined : { resumeAt: read.next, to: end, skip: 0 };
    }
    return { items, ...(next !== undefined && { nextCursor: encodeCursor(scope, next) }) };
  }

  /**
   * Notes what became of a visit's payment.
   *
   * @throws AppError `not_found`, `not_completed` for a visit that is not over
   */
  async mark(by: Author, clinicId: string, appointmentId: string, mark: BillingMark): Promise<BillingEntry> {
    const visit = await this.billing.visit(clinicId, appointmentId);
    if (visit === undefined) throw new AppError('not_found');
    const markedAt = this.clock.now().toISOString();
    const stored = { clinicId, appointmentId, ...mark, markedAt, markedBy: by.id };
    return this.retries.untilDecided(async () => {
      const outcome = await this.billing.mark(stored);
      if (outcome.kind === 'conflict') return undefined;
      if (outcome.kind === 'refused') throw new AppError('not_completed');
      this.audit.changed(by, { resource: 'billing', subject: appointmentId, changes: Object.keys(mark) });
      return entryOf({ visit, mark: stored });
    });
  }

  /** The same visits as a CSV file, line by line as they are read. @throws AppError `not_found` before the first line */
  async export(clinicId: string, query: BillingExport): Promise<AsyncIterable<string>> {
    const first = await this.beginning(clinicId, query);
    return this.lines(clinicId, first, query.status);
  }

  private async *lines(clinicId: string, first: Place, status: BillingEntry['status'] | undefined) {
    yield csvLine(columns);
    let next: string | undefined = first.resumeAt;
    for (let reads = 0; reads < readsAnExport && next !== undefined; reads += 1) {
      const read: Awaited<ReturnType<BillingRepository['read']>> = await this.billing.read(clinicId, next, first.to);
      for (const entry of read.visits.map(entryOf)) {
        if (status === undefined || entry.status === status) yield lineOf(entry);
      }
      next = read.next;
    }
  }

  private async beginning(clinicId: string, { from, to }: BillingExport): Promise<Place> {
    const clinic = await this.clinics.recent(clinicId);
    if (clinic === undefined) throw new AppError('not_found');
    const instant = (day: string): string => new Date(startOfDay(day, clinic.timeZone)).toISOString();
    return { resumeAt: instant(from), to: instant(to), skip: 0 };
  }
}

function entryOf({ visit, mark }: MarkedVisit): BillingEntry {
  const { amount, currency, reference, markedAt } = mark ?? {};
  return {
    ...fieldsOf(visit),
    status: mark?.status ?? 'unbilled',
    ...(amount !== undefined && { amount }),
    ...(currency !== undefined && { currency }),
    ...(reference !== undefined && { reference }),
    ...(markedAt !== undefined && { markedAt }),
  };
}

function fieldsOf(visit: Visit) {
  return {
    appointmentId: visit.appointment_id,
    clinicId: visit.clinic_id,
    practitionerId: visit.practitioner_id,
    ...(visit.patient_id !== undefined && { patientId: visit.patient_id }),
    ...(visit.visit_type_id !== undefined && { visitTypeId: visit.visit_type_id }),
    startsAt: visit.starts_at,
  };
}

function lineOf(entry: BillingEntry): string {
  const { appointmentId, startsAt, practitionerId, patientId, visitTypeId, status, amount, currency, reference } =
    entry;
  return csvLine([
    appointmentId,
    startsAt,
    practitionerId,
    patientId,
    visitTypeId,
    status,
    amount,
    currency,
    reference,
  ]);
}
