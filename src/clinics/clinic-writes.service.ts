import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { changedFields } from '../audit/changed-fields.js';
import type { Actor } from '../auth/principal/actor.js';
import { AuthorityStore } from '../auth/principal/authority.js';
import { Clock } from '../clock/clock.js';
import { firstWrite, isOwnEarlier, nextWrite } from '../dynamodb/record.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { etagOf } from '../http/etag.js';
import { withChanges } from '../http/patch.schema.js';
import { type Precondition, requireMatch } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import { type IdempotencyKey, idFor, requestIdentity } from '../ids/request-identity.js';
import type { StoredClinic } from './clinic.item.js';
import type { Clinic, ClinicChanges, ClinicSettingsChanges, NewClinic } from './clinic.schema.js';
import { ClinicsRepository, type ClinicWrite } from './clinics.repository.js';
import { ClinicsService } from './clinics.service.js';

/** Both are off until the clinic chooses. */
const noSignUpChoice = { autoConfirm: false, allowOutsideInvitations: false };

/**
 * Adds and changes clinics, for administrators. A clinic's domains and sign-up rules say who gets in, so that each write
 * carries the condition that its author is an administrator at that moment (decision 9).
 */
@Injectable()
export class ClinicWritesService {
  constructor(
    private readonly clinics: ClinicsService,
    private readonly repository: ClinicsRepository,
    private readonly authorities: AuthorityStore,
    private readonly clock: Clock,
    private readonly retries: WriteRetries,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Adds a clinic. A retry under the same Idempotency-Key gets what the first request made, as it is now.
   *
   * @throws AppError `already_exists` when the id or a domain is taken, `idempotency_key_reused`
   */
  create(by: Actor, request: NewClinic, idempotency?: IdempotencyKey): Promise<Clinic> {
    const identity = requestIdentity(['clinics'], idempotency, request);
    const { id = idFor('CLN', identity), ...fields } = request;
    const clinic = { id, ...fields, ...firstWrite(this.clock.now(), by, identity) };
    return this.retries.untilDecided(async () => {
      const check = await this.authorities.adminCheck(by.token);
      const outcome = await this.repository.create(clinic, check);
      const done = this.decided(by, outcome, clinic);
      if (done !== undefined || outcome.kind !== 'overtaken' || outcome.existing === undefined) return done;
      if (isOwnEarlier(outcome.existing, clinic)) return resourceOf(outcome.existing);
      throw new AppError('already_exists', { detail: 'There is a clinic with this id.' });
    });
  }

  /**
   * Changes a clinic; of `signUp` too, only what is named.
   *
   * @throws AppError `not_found`, `version_mismatch`, or `already_exists` when a domain belongs to another clinic
   */
  change(by: Actor, id: string, { signUp, ...changes }: ClinicChanges, precondition?: Precondition): Promise<Clinic> {
    return this.retries.untilDecided(async () => {
      const check = await this.authorities.adminCheck(by.token);
      const before = await this.clinics.stored(id);
      requireMatch(precondition, etagOf(before));
      const choice = signUp && { signUp: withChanges(before.signUp ?? noSignUpChoice, signUp) };
      const after = { ...withChanges(before, changes), ...choice, ...nextWrite(before, this.clock.now(), by) };
      const outcome = await this.repository.replace(before, after, check);
      return this.decided(by, outcome, after, before);
    });
  }

  /**
   * Changes what the staff of a clinic may set: opening hours, closures, special days and booking rules. It gives nobody any
   * authority, so the author is judged by the guards alone.
   *
   * @throws AppError `not_found`, `version_mismatch`
   */
  changeSettings(by: Author, id: string, changes: ClinicSettingsChanges, precondition?: Precondition): Promise<Clinic> {
    return this.retries.untilDecided(async () => {
      const before = await this.clinics.stored(id);
      requireMatch(precondition, etagOf(before));
      const after = { ...withChanges(before, changes), ...nextWrite(before, this.clock.now(), by) };
      const outcome = await this.repository.replace(before, after);
      return this.decided(by, outcome, after, before);
    });
  }

  /** The clinic as written, or nothing when other writers were faster or the author may be no administrator any more. */
  private decided(by: Author, outcome: ClinicWrite, written: StoredClinic, before?: StoredClinic): Clinic | undefined {
    if (outcome.kind === 'domain-taken') {
      throw new AppError('already_exists', {
        detail: `The e-mail domain ${outcome.domain} belongs to another clinic.`,
      });
    }
    this.clinics.forget(written.id);
    // an attempt whose answer got lost may have written it
    const isLost = outcome.kind === 'overtaken' && outcome.existing?.writeId === written.writeId;
    if (outcome.kind !== 'done' && !isLost) return undefined;
    this.audit.changed(by, { resource: 'clinic', subject: written.id, changes: changedFields(before, written) });
    return resourceOf(written);
  }
}
