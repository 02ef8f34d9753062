import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { ClinicResources } from '../clinics/clinic-resources.js';
import { Clock } from '../clock/clock.js';
import { Table } from '../dynamodb/table.js';
import { RecentReads } from '../dynamodb/recent-reads.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { withChanges } from '../http/patch.schema.js';
import type { Precondition } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import type { IdempotencyKey } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import { type StoredVisitType, visitTypeKind } from './visit-type.item.js';
import type { NewVisitType, VisitType, VisitTypeChanges } from './visit-type.schema.js';

/** The kinds of visits that a clinic offers. */
@Injectable()
export class VisitTypesService {
  private readonly visitTypes: ClinicResources<StoredVisitType>;
  private readonly recentReads: RecentReads<StoredVisitType | undefined>;

  constructor(
    table: Table,
    clock: Clock,
    retries: WriteRetries,
    audit: AuditLog,
    private readonly practitioners: PractitionersService,
  ) {
    this.recentReads = new RecentReads(clock);
    this.visitTypes = new ClinicResources(visitTypeKind, { table, clock, retries, audit });
  }

  async list(clinicId: string, request: PageRequest): Promise<Page<VisitType>> {
    const page = await this.visitTypes.list(clinicId, request);
    return { ...page, items: page.items.map(resourceOf) };
  }

  /** @throws AppError `not_found` */
  async get(clinicId: string, id: string): Promise<VisitType> {
    return resourceOf(await this.visitTypes.get(clinicId, id));
  }

  /** The visit type as it was a moment ago at most; nothing when the clinic has none with this id. */
  recent(clinicId: string, id: string): Promise<StoredVisitType | undefined> {
    return this.recentReads.get(`${clinicId}#${id}`, () => this.visitTypes.find(clinicId, id));
  }

  /**
   * Adds a visit type. A retry under the same Idempotency-Key gets what the first request made.
   *
   * @throws AppError `not_found` without such a clinic or when it has no such practitioner, `already_exists`,
   *   `idempotency_key_reused`
   */
  async create(by: Author, clinicId: string, request: NewVisitType, idempotency?: IdempotencyKey): Promise<VisitType> {
    await this.requirePractitioners(clinicId, request.practitionerIds);
    const made = await this.visitTypes.create(by, clinicId, request, idempotency, (owned) => ({
      ...request,
      ...owned,
    }));
    this.recentReads.forget(`${clinicId}#${made.id}`);
    return resourceOf(made);
  }

  /** @throws AppError `not_found`, also for practitioners that the clinic does not have; `version_mismatch` */
  async change(
    by: Author,
    clinicId: string,
    id: string,
    changes: VisitTypeChanges,
    precondition?: Precondition,
  ): Promise<VisitType> {
    await this.requirePractitioners(clinicId, changes.practitionerIds);
    const after = await this.visitTypes.change(by, clinicId, id, precondition, (before) =>
      withChanges(before, changes),
    );
    this.recentReads.forget(`${clinicId}#${id}`);
    return resourceOf(after);
  }

  private async requirePractitioners(clinicId: string, ids: readonly string[] | null | undefined): Promise<void> {
    const found = await Promise.all((ids ?? []).map((id) => this.practitioners.recent(clinicId, id)));
    if (found.includes(undefined)) throw new AppError('not_found', { detail: 'The clinic has no such practitioner.' });
  }
}
