import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { RecentReads } from '../dynamodb/recent-reads.js';
import { AppError } from '../errors/app-error.js';
import { resourceOf } from '../http/resource.js';
import type { Page, PageRequest } from '../paging/page.js';
import type { DomainApproval, StoredClinic } from './clinic.item.js';
import type { Clinic } from './clinic.schema.js';
import { ClinicsRepository } from './clinics.repository.js';

/** The clinics of the platform, as every entry point reads them; `ClinicWritesService` changes them. */
@Injectable()
export class ClinicsService {
  private readonly recentReads: RecentReads<StoredClinic | undefined>;

  constructor(
    private readonly clinics: ClinicsRepository,
    clock: Clock,
  ) {
    this.recentReads = new RecentReads(clock);
  }

  async list(request: PageRequest): Promise<Page<Clinic>> {
    const page = await this.clinics.list(request);
    return { ...page, items: page.items.map(resourceOf) };
  }

  /** @throws AppError `not_found` */
  async get(id: string): Promise<Clinic> {
    return resourceOf(await this.stored(id));
  }

  /** The clinic as it is now, with what only the store knows. @throws AppError `not_found` */
  async stored(id: string): Promise<StoredClinic> {
    const stored = await this.clinics.find(id, { consistent: true });
    if (stored === undefined) throw new AppError('not_found');
    return stored;
  }

  /** The clinic as it was a moment ago at most; nothing when there is none. Its settings decide over every booking. */
  recent(id: string): Promise<StoredClinic | undefined> {
    return this.recentReads.get(id, () => this.clinics.find(id));
  }

  /** Whether this clinic refuses changes without If-Match. */
  async requiresIfMatch(id: string): Promise<boolean> {
    return (await this.recent(id))?.bookingRules?.requireIfMatch === true;
  }

  async exists(id: string): Promise<boolean> {
    return (await this.clinics.find(id, { consistent: true })) !== undefined;
  }

  /** What the clinic that owns this e-mail domain (in lower case) says of it; nothing when no clinic does. */
  approvalOf(domain: string): Promise<DomainApproval | undefined> {
    return this.clinics.findApproval(domain);
  }

  /** Whether a clinic lets its staff invite people whose address is not of its own domains. */
  async allowsOutsideInvitations(id: string): Promise<boolean> {
    const stored = await this.clinics.find(id, { consistent: true });
    return stored?.signUp?.allowOutsideInvitations === true;
  }

  /** What was remembered of a clinic is out of date: this process has changed it. */
  forget(id: string): void {
    this.recentReads.forget(id);
  }
}
