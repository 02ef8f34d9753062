import { Injectable } from '@nestjs/common';
import { appointmentKey } from '../appointments/appointment.item.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Author } from '../audit/author.js';
import { ClinicResources } from '../clinics/clinic-resources.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { Table } from '../dynamodb/table.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { AppError } from '../errors/app-error.js';
import { withChanges } from '../http/patch.schema.js';
import type { Precondition } from '../http/precondition.js';
import { resourceOf } from '../http/resource.js';
import type { IdempotencyKey } from '../ids/request-identity.js';
import type { Page, PageRequest } from '../paging/page.js';
import { PatientsService } from '../patients/patients.service.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import { VisitTypesService } from '../visit-types/visit-types.service.js';
import { fits } from './fit.js';
import { type StoredEntry, waitlistKind } from './waitlist.item.js';
import type { FreedTime, NewWaitlistEntry, WaitlistChanges, WaitlistEntry } from './waitlist.schema.js';

/** How many entries of a clinic are looked at for a time that became free. */
const mostLookedAt = 1_000;

/** Who waits for a time. Nothing is booked by itself: the list says who fits, and staff offer. */
@Injectable()
export class WaitlistService {
  private readonly entries: ClinicResources<StoredEntry>;

  constructor(
    private readonly table: Table,
    clock: Clock,
    retries: WriteRetries,
    audit: AuditLog,
    private readonly clinics: ClinicsService,
    private readonly patients: PatientsService,
    private readonly practitioners: PractitionersService,
    private readonly visitTypes: VisitTypesService,
  ) {
    this.entries = new ClinicResources(waitlistKind, { table, clock, retries, audit });
  }

  async list(clinicId: string, request: PageRequest): Promise<Page<WaitlistEntry>> {
    const page = await this.entries.list(clinicId, request);
    return { ...page, items: page.items.map(resourceOf) };
  }

  /** @throws AppError `not_found` */
  async get(clinicId: string, id: string): Promise<WaitlistEntry> {
    return resourceOf(await this.entries.get(clinicId, id));
  }

  /**
   * Puts a patient on the list. A retry under the same Idempotency-Key gets what the first request made.
   *
   * @throws AppError `not_found` for a clinic, patient, visit type or practitioner that is not there; `patient_erased`,
   *   `already_exists`, `idempotency_key_reused`
   */
  async create(by: Author, clinicId: string, request: NewWaitlistEntry, key?: IdempotencyKey): Promise<WaitlistEntry> {
    const [patient, visitType] = await Promise.all([
      this.patients.present(clinicId, request.patientId),
      this.visitTypes.recent(clinicId, request.visitTypeId),
      this.requirePractitioners(clinicId, request.practitionerIds),
    ]);
    if (visitType === undefined) throw new AppError('not_found');
    if (patient.status === 'erased') throw new AppError('patient_erased');
    const made = await this.entries.create(by, clinicId, request, key, (owned) => ({
      ...request,
      ...owned,
      patientId: patient.id,
      status: 'waiting',
    }));
    return resourceOf(made);
  }

  /** @throws AppError `not_found`, `version_mismatch` */
  async change(
    by: Author,
    clinicId: string,
    id: string,
    changes: WaitlistChanges,
    precondition?: Precondition,
  ): Promise<WaitlistEntry> {
    await this.requirePractitioners(clinicId, changes.practitionerIds);
    return resourceOf(
      await this.entries.change(by, clinicId, id, precondition, (before) => withChanges(before, changes)),
    );
  }

  /** @throws AppError `not_found`, `version_mismatch` */
  async remove(by: Author, clinicId: string, id: string, precondition?: Precondition): Promise<void> {
    await this.entries.remove(by, clinicId, id, precondition);
  }

  /**
   * Notes that a held time was offered to who waits.
   *
   * @throws AppError `not_found` for the entry or the appointment, `not_held` when the appointment holds nothing for the patient
   */
  async offer(
    by: Author,
    clinicId: string,
    id: string,
    appointmentId: string,
    precondition?: Precondition,
  ): Promise<WaitlistEntry> {
    const [entry, held] = await Promise.all([
      this.entries.get(clinicId, id),
      this.table.get(appointmentKey(clinicId, appointmentId), { consistent: true }),
    ]);
    if (held === undefined) throw new AppError('not_found');
    const ofPatient = await this.patients.idsOf(clinicId, entry.patientId);
    if (held['status'] !== 'held' || !ofPatient.includes(String(held['patient_id']))) throw new AppError('not_held');
    return resourceOf(
      await this.entries.change(by, clinicId, id, precondition, (before) => ({
        ...before,
        status: 'offered',
        offeredAppointmentId: appointmentId,
      })),
    );
  }

  /**
   * Who fits a time that became free, who has waited longest first.
   *
   * @throws AppError `not_found` for a clinic or practitioner that is not there
   */
  async matches(clinicId: string, { practitionerId, startsAt, endsAt, limit }: FreedTime): Promise<WaitlistEntry[]> {
    const [clinic, practitioner, waiting] = await Promise.all([
      this.clinics.recent(clinicId),
      this.practitioners.recent(clinicId, practitionerId),
      this.all(clinicId),
    ]);
    if (clinic === undefined || practitioner === undefined) throw new AppError('not_found');
    const durations = await this.durations(clinicId, waiting);
    const { timeZone } = clinic;
    const freed = { start: Date.parse(startsAt), end: Date.parse(endsAt), practitionerId, timeZone, durations };
    return waiting
      .filter((entry) => fits(entry, freed))
      .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
      .slice(0, limit)
      .map(resourceOf);
  }

  private async all(clinicId: string): Promise<StoredEntry[]> {
    const all: StoredEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.entries.list(clinicId, { limit: 100, cursor });
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined && all.length < mostLookedAt);
    return all;
  }

  private async durations(clinicId: string, waiting: readonly StoredEntry[]): Promise<Map<string, number>> {
    const ids = [...new Set(waiting.map(({ visitTypeId }) => visitTypeId))];
    const types = await Promise.all(ids.map((id) => this.visitTypes.recent(clinicId, id)));
    return new Map(types.flatMap((type) => (type?.active === true ? [[type.id, type.durationMinutes] as const] : [])));
  }

  private async requirePractitioners(clinicId: string, ids: readonly string[] | null | undefined): Promise<void> {
    const found = await Promise.all((ids ?? []).map((id) => this.practitioners.recent(clinicId, id)));
    if (found.includes(undefined)) throw new AppError('not_found', { detail: 'The clinic has no such practitioner.' });
  }
}
