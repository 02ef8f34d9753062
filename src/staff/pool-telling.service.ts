import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Group, groups } from '../auth/groups.js';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import { AuthorityMarks } from '../users/authority-marks.repository.js';
import { ProfilesService } from '../users/profiles.service.js';
import { UserDirectory } from './user-directory.js';

const attempts = 3;

/**
 * Brings the user pool into line with the profile. Two administrators may change one user at the same time and reach the pool
 * in the other order; so whoever finds that the profile has moved on tells the pool again what stands there now.
 */
@Injectable()
export class PoolTelling {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly marks: AuthorityMarks,
    private readonly directory: UserDirectory,
    private readonly clock: Clock,
  ) {}

  async tellStatus(userId: string, active: boolean): Promise<void> {
    let told = active;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      await this.directory.setEnabled(userId, told);
      const standing = (await this.profiles.find(userId))?.active ?? told;
      if (standing === told) return;
      told = standing;
    }
    throw outpaced();
  }

  /** Ends in `groups_settled_at`, from which on newer tokens are believed again. */
  async tellGroups(userId: string, wanted: readonly Group[], changeId: string): Promise<void> {
    let [told, change] = [wanted, changeId];
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      await this.directory.setGroups(userId, told);
      if (await this.marks.settleGroups(userId, change, Math.ceil(this.clock.seconds()))) return;
      change = randomUUID();
      const profile = await this.marks.reopenGroups(userId, change);
      told = groups.filter((group) => profile?.groups?.includes(group));
    }
    throw outpaced();
  }
}

function outpaced(): AppError {
  return new AppError('user_pool_unavailable', {
    detail: 'Others changed this user at the same time. What stands here is in force; repeat the request.',
    reason: 'too many writers of one user',
  });
}
