import { Injectable } from '@nestjs/common';
import { ClinicsService } from '../clinics/clinics.service.js';
import { Clock } from '../clock/clock.js';
import { isPlainId } from '../ids/plain-id.js';
import { AppError } from '../errors/app-error.js';
import type { Profile } from './profile.item.js';
import { ProfilesRepository } from './profiles.repository.js';

/** A user who turned up: confirmed, invited, or seen for the first time. */
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
   * Writes a profile unless there is one. The clinic must come from the table itself, since it is not looked up again.
   *
   * @returns whether it was written
   */
  createIfMissing(arrival: Arrival): Promise<boolean> {
    return this.profiles.createIfMissing({ ...arrival, createdAt: this.clock.now().toISOString() });
  }

  /** The user's profile, created when it is missing and otherwise left as it is. Safe to repeat and to race. */
  async ensure({ sub, email, clinicId }: Arrival): Promise<Profile> {
    const existing = await this.profiles.find(sub);
    if (existing !== undefined) return existing;
    await this.createIfMissing({ sub, email, clinicId: await this.known(clinicId) });
    // read again rather than trusted: another request may have been faster
    const created = await this.profiles.find(sub);
    if (created === undefined) throw new AppError('store_unavailable', { retryAfter: 1, reason: 'profile vanished' });
    return created;
  }

  private async known(clinicId: string | undefined): Promise<string | undefined> {
    if (clinicId === undefined || !isPlainId(clinicId)) return undefined;
    return (await this.clinics.exists(clinicId)) ? clinicId : undefined;
  }
}
