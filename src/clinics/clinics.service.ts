import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Backoff } from '../dynamodb/backoff.js';
import type { Page, PageRequest } from '../paging/page.js';
import { newPlainId } from '../ids/plain-id.js';
import { AppError } from '../errors/app-error.js';
import type { DomainApproval } from './clinic.item.js';
import type { Clinic, ClinicChanges, NewClinic } from './clinic.schema.js';
import { ClinicsRepository, type ClinicWrite } from './clinics.repository.js';

const attempts = 5;

/** The clinics of the platform. */
@Injectable()
export class ClinicsService {
  constructor(
    private readonly clinics: ClinicsRepository,
    private readonly clock: Clock,
    private readonly backoff: Backoff,
  ) {}

  list(request: PageRequest): Promise<Page<Clinic>> {
    return this.clinics.list(request);
  }

  /** @throws AppError `not_found` */
  async get(id: string): Promise<Clinic> {
    const stored = await this.clinics.find(id);
    if (stored === undefined) throw new AppError('not_found');
    return stored.clinic;
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
    return stored?.clinic.signUp?.allowOutsideInvitations === true;
  }

  /** @throws AppError `already_exists` when the id or a domain is taken */
  async create({ id = newPlainId('CLN'), ...rest }: NewClinic): Promise<Clinic> {
    const clinic = { id, ...rest };
    return this.settled(async () => [await this.clinics.create(clinic, this.clock.now()), clinic]);
  }

  /** @throws AppError `not_found`, or `already_exists` when a domain belongs to another clinic */
  async change(id: string, changes: ClinicChanges): Promise<Clinic> {
    return this.settled(async () => {
      const stored = await this.clinics.find(id, { consistent: true });
      if (stored === undefined) throw new AppError('not_found');
      const clinic = { ...stored.clinic, ...given(changes), id };
      return [await this.clinics.update(stored, clinic, this.clock.now()), clinic];
    });
  }

  /** Tries again when another request was faster, up to a bound. */
  private async settled(write: () => Promise<[ClinicWrite, Clinic]>): Promise<Clinic> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const [outcome, clinic] = await write();
      if (outcome.done) return clinic;
      if ('domain' in outcome) {
        throw new AppError('already_exists', {
          detail: `The e-mail domain ${outcome.domain} belongs to another clinic.`,
        });
      }
      if (outcome.because === 'id') throw new AppError('already_exists', { detail: 'There is a clinic with this id.' });
      await this.backoff.wait(attempt);
    }
    throw new AppError('store_unavailable', { retryAfter: 1, reason: 'too many writers of one clinic' });
  }
}

/** The fields that were sent. */
function given(changes: ClinicChanges): Partial<Clinic> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
