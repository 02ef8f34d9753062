import { Injectable } from '@nestjs/common';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import type { Page, PageRequest } from '../paging/page.js';
import { newPlainId } from '../ids/plain-id.js';
import { AppError } from '../errors/app-error.js';
import type { NewPractitioner, Practitioner, PractitionerChanges } from './practitioner.schema.js';
import { PractitionersRepository } from './practitioners.repository.js';

/** The practitioners of a clinic. */
@Injectable()
export class PractitionersService {
  private readonly beingRead = new Map<string, Promise<boolean>>();

  constructor(
    private readonly practitioners: PractitionersRepository,
    private readonly clinics: ClinicsService,
    private readonly clock: Clock,
  ) {}

  list(clinicId: string, request: PageRequest): Promise<Page<Practitioner>> {
    return this.practitioners.list(clinicId, request);
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

  /** @throws AppError `not_found` without such a clinic, `already_exists` when the id is taken */
  async create(clinicId: string, { id = newPlainId('PRA'), ...rest }: NewPractitioner): Promise<Practitioner> {
    if (!(await this.clinics.exists(clinicId))) throw new AppError('not_found');
    const now = this.clock.now().toISOString();
    const practitioner = { id, clinicId, ...rest, createdAt: now, updatedAt: now };
    if (await this.practitioners.create(practitioner)) return practitioner;
    throw new AppError('already_exists', { detail: 'The clinic has a practitioner with this id.' });
  }

  /** @throws AppError `not_found` */
  async change(clinicId: string, id: string, changes: PractitionerChanges): Promise<Practitioner> {
    const changed = await this.practitioners.update(clinicId, id, changes, this.clock.now());
    if (changed === undefined) throw new AppError('not_found');
    return changed;
  }

  private async readActive(clinicId: string, id: string): Promise<boolean> {
    return (await this.practitioners.find(clinicId, id))?.active === true;
  }
}
