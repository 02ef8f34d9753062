import { Injectable } from '@nestjs/common';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { isPlainId } from '../ids/plain-id.js';
import { AppError } from '../errors/app-error.js';
import type { Profile } from './profile.item.js';
import { ProfilesRepository } from './profiles.repository.js';

/** A user who was confirmed or invited, or who is seen for the first time. */
export interface Arrival {
  readonly sub: string;
  readonly email: string | undefined;
  /** The clinic that a trusted source named; it counts only when there is such a clinic. */
  readonly clinicId: string | undefined;
}

/** Sees to it that every user has a profile. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly profiles: ProfilesRepository,
    private readonly clinics: ClinicsService,
    private readonly clock: Clock,
  ) {}

  find(sub: string): Promise<Profile | undefined> {
    return this.profiles.find(sub);
  }

  /**
   * Writes the profile of a user of whom it is shown to which clinic they belong, or that they belong to none. One that is
   * there and waits for its clinic gets it; what an administrator has set, or was settled before, stays.
   *
   * @param arrival its clinic must come from the table itself, since it is not looked up again
   */
  async recordProof(arrival: Arrival): Promise<void> {
    const existing = await this.create(arrival, { clinicPending: false });
    if (existing?.clinicPending === true) await this.profiles.settleClinic(arrival);
  }

  /**
   * Writes a profile without a clinic unless there is one. It is marked to wait for its clinic: the next trigger that knows,
   * `reconcile --fix` or a token that names it sets it.
   */
  async recordUnproven({ sub, email }: Omit<Arrival, 'clinicId'>): Promise<void> {
    await this.create({ sub, email, clinicId: undefined }, { clinicPending: true });
  }

  /**
   * The user's profile. It is created when it is missing, gets its clinic when it waits for one and the arrival names one, and
   * otherwise stays as it is. Safe to repeat and to race.
   */
  async ensure(arrival: Arrival): Promise<Profile> {
    const existing = await this.profiles.find(arrival.sub);
    if (existing !== undefined && !(existing.clinicPending && arrival.clinicId !== undefined)) return existing;
    const clinicId = await this.known(arrival.clinicId);
    if (clinicId !== undefined) await this.recordProof({ ...arrival, clinicId });
    else if (existing !== undefined) return existing;
    else await this.recordUnproven(arrival);
    // read again rather than trusted: another request may have been faster
    const written = await this.profiles.find(arrival.sub);
    if (written === undefined) throw new AppError('store_unavailable', { retryAfter: 1, reason: 'profile vanished' });
    return written;
  }

  private create(arrival: Arrival, { clinicPending }: { clinicPending: boolean }): Promise<Profile | undefined> {
    return this.profiles.createIfMissing({ ...arrival, clinicPending, createdAt: this.clock.now().toISOString() });
  }

  private async known(clinicId: string | undefined): Promise<string | undefined> {
    if (clinicId === undefined || !isPlainId(clinicId)) return undefined;
    return (await this.clinics.exists(clinicId)) ? clinicId : undefined;
  }
}
