import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { firstWrite, isOwnEarlier, nextWrite } from '../dynamodb/record.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { etagOf } from '../http/etag.js';
import { withChanges } from '../http/patch.schema.js';
import { type Precondition, requireMatch } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, requestIdentity } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import type { DomainApproval, StoredClinic } from './clinic.item.js';
import type { Clinic, ClinicChanges, NewClinic } from './clinic.schema.js';
import { ClinicsRepository, type ClinicWrite } from './clinics.repository.js';

/** Both are off until the clinic chooses. */
const noSignUpChoice = { autoConfirm: false, allowOutsideInvitations: false };

/** The clinics of the platform. */
@Injectable()
export class ClinicsService {
  constructor(
    private readonly clinics: ClinicsRepository,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
  ) {}

  async list(request: PageRequest): Promise<Page<Clinic>> {
    const page = await this.clinics.list(request);
    return { ...page, items: page.items.map(resourceOf) };
  }

  /** @throws AppError `not_found` */
  async get(id: string): Promise<Clinic> {
    return resourceOf(await this.present(id));
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

  /**
   * Adds a clinic. A retry under the same Idempotency-Key gets what the first request made, as it is now.
   *
   * @throws AppError `already_exists` when the id or a domain is taken, `idempotency_key_reused`
   */
  create(request: NewClinic, idempotency?: IdempotencyKey): Promise<Clinic> {
    const identity = requestIdentity(['clinics'], idempotency, request);
    const { id = idFor('CLN', identity), ...fields } = request;
    const clinic = { id, ...fields, ...firstWrite(this.clock.now(), identity) };
    return this.retries.untilDecided(async () => {
      const outcome = await this.clinics.create(clinic);
      if (outcome.kind === 'overtaken' && outcome.existing !== undefined) {
        if (isOwnEarlier(outcome.existing, clinic)) return resourceOf(outcome.existing);
        throw new AppError('already_exists', { detail: 'There is a clinic with this id.' });
      }
      return decided(outcome, clinic);
    });
  }

  /**
   * Changes a clinic; of `signUp` too, only what is named.
   *
   * @throws AppError `not_found`, `version_mismatch`, or `already_exists` when a domain belongs to another clinic
   */
  change(id: string, { signUp, ...changes }: ClinicChanges, precondition?: Precondition): Promise<Clinic> {
    return this.retries.untilDecided(async () => {
      const before = await this.present(id);
      requireMatch(precondition, etagOf(before));
      const choice = signUp && { signUp: withChanges(before.signUp ?? noSignUpChoice, signUp) };
      const after = { ...withChanges(before, changes), ...choice, ...nextWrite(before, this.clock.now()) };
      const outcome = await this.clinics.replace(before, after);
      if (outcome.kind === 'overtaken' && outcome.existing?.writeId === after.writeId) return resourceOf(after);
      return decided(outcome, after);
    });
  }

  private async present(id: string): Promise<StoredClinic> {
    const stored = await this.clinics.find(id, { consistent: true });
    if (stored === undefined) throw new AppError('not_found');
    return stored;
  }
}

/** The clinic as written, or nothing when other writers were faster. */
function decided(outcome: ClinicWrite, written: StoredClinic): Clinic | undefined {
  if (outcome.kind === 'domain-taken') {
    throw new AppError('already_exists', { detail: `The e-mail domain ${outcome.domain} belongs to another clinic.` });
  }
  return outcome.kind === 'done' ? resourceOf(written) : undefined;
}
