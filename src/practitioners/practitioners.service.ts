import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { changedFields } from '../audit/changed-fields.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { firstWrite, isOwnEarlier, nextWrite } from '../dynamodb/record.js';
import { RecentReads } from '../dynamodb/recent-reads.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { etagOf } from '../http/etag.js';
import { withChanges } from '../http/patch.schema.js';
import { type Precondition, requireMatch } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, requestIdentity } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import type { StoredPractitioner } from './practitioner.item.js';
import type { NewPractitioner, Practitioner, PractitionerChanges } from './practitioner.schema.js';
import { PractitionersRepository } from './practitioners.repository.js';

/** How many practitioners of a clinic are looked at when nobody is named. */
const mostOfClinic = 500;

/** The practitioners of a clinic. */
@Injectable()
export class PractitionersService {
  private readonly recentReads: RecentReads<StoredPractitioner | undefined>;
  private readonly recentLists: RecentReads<readonly StoredPractitioner[]>;
  private readonly beingRead = new Map<string, Promise<boolean>>();

  constructor(
    private readonly practitioners: PractitionersRepository,
    private readonly clinics: ClinicsService,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
    private readonly audit: AuditLog,
  ) {
    this.recentReads = new RecentReads(clock);
    this.recentLists = new RecentReads(clock);
  }

  async list(clinicId: string, request: PageRequest): Promise<Page<Practitioner>> {
    const page = await this.practitioners.list(clinicId, request);
    return { ...page, items: page.items.map(resourceOf) };
  }

  /** @throws AppError `not_found` */
  async get(clinicId: string, id: string): Promise<Practitioner> {
    return resourceOf(await this.present(clinicId, id));
  }

  /** The practitioner as it was a moment ago at most; nothing when the clinic has none with this id. */
  recent(clinicId: string, id: string): Promise<StoredPractitioner | undefined> {
    return this.recentReads.get(`${clinicId}#${id}`, () => this.practitioners.find(clinicId, id));
  }

  /** All practitioners of a clinic, at most five hundred, as they were a moment ago at most. */
  recentOfClinic(clinicId: string): Promise<readonly StoredPractitioner[]> {
    return this.recentLists.get(clinicId, async () => {
      const all: StoredPractitioner[] = [];
      let cursor: string | undefined;
      do {
        const page = await this.practitioners.list(clinicId, { limit: 100, cursor });
        all.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined && all.length < mostOfClinic);
      return all;
    });
  }

  /**
   * Whether this practitioner's time can be booked: there is one, and it is active. Bookings of one practitioner at the
   * same time read once; the answer is as fresh as an eventually consistent read is anyway.
   */
  isBookable(clinicId: string, id: string): Promise<boolean> {
    const name = `${clinicId}#${id}`;
    const reading =
      this.beingRead.get(name) ?? this.readActive(clinicId, id).finally(() => this.beingRead.delete(name));
    this.beingRead.set(name, reading);
    return reading;
  }

  /**
   * Adds a practitioner. A retry under the same Idempotency-Key gets what the first request made, as it is now.
   *
   * @throws AppError `not_found` without such a clinic, `already_exists` when the id is taken, `idempotency_key_reused`
   */
  async create(
    by: Author,
    clinicId: string,
    request: NewPractitioner,
    idempotency?: IdempotencyKey,
  ): Promise<Practitioner> {
    if (!(await this.clinics.exists(clinicId))) throw new AppError('not_found');
    const identity = requestIdentity(['practitioners', clinicId], idempotency, request);
    const { id = idFor('PRA', identity), ...fields } = request;
    const practitioner = { id, clinicId, ...fields, ...firstWrite(this.clock.now(), by, identity) };
    const existing = await this.practitioners.create(practitioner);
    this.forget(clinicId, id);
    if (existing === undefined || existing.writeId === practitioner.writeId) return this.written(by, practitioner);
    if (isOwnEarlier(existing, practitioner)) return resourceOf(existing);
    throw new AppError('already_exists', { detail: 'The clinic has a practitioner with this id.' });
  }

  /** @throws AppError `not_found`, `version_mismatch` */
  change(
    by: Author,
    clinicId: string,
    id: string,
    changes: PractitionerChanges,
    precondition?: Precondition,
  ): Promise<Practitioner> {
    return this.retries.untilDecided(async () => {
      const before = await this.present(clinicId, id);
      requireMatch(precondition, etagOf(before));
      const after = { ...withChanges(before, changes), ...nextWrite(before, this.clock.now(), by) };
      const outcome = await this.practitioners.replace(before, after);
      this.forget(clinicId, id);
      if (outcome.kind === 'done') return this.written(by, after, before);
      // an attempt whose answer got lost may have written it
      const now = await this.practitioners.find(clinicId, id, { consistent: true });
      return now?.writeId === after.writeId ? this.written(by, after, before) : undefined;
    });
  }

  private forget(clinicId: string, id: string): void {
    this.recentReads.forget(`${clinicId}#${id}`);
    this.recentLists.forget(clinicId);
  }

  private written(by: Author, after: StoredPractitioner, before?: StoredPractitioner): Practitioner {
    this.audit.changed(by, { resource: 'practitioner', subject: after.id, changes: changedFields(before, after) });
    return resourceOf(after);
  }

  private async present(clinicId: string, id: string): Promise<StoredPractitioner> {
    const stored = await this.practitioners.find(clinicId, id, { consistent: true });
    if (stored === undefined) throw new AppError('not_found');
    return stored;
  }

  private async readActive(clinicId: string, id: string): Promise<boolean> {
    return (await this.practitioners.find(clinicId, id))?.active === true;
  }
}
