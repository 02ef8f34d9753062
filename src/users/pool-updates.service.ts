import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Group, groups } from '../auth/groups.js';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import { AuthorityMarks } from '../profiles/authority-marks.repository.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { UserDirectory } from './user-directory.js';

const attempts = 3;

/**
 * Brings the user pool into line with the profile. Two administrators may change one user at the same time and reach the pool
 * in the other order; so each, after writing to the pool, compares with the profile, and writes what stands there now when it has changed.
 */
@Injectable()
export class PoolUpdates {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly marks: AuthorityMarks,
    private readonly directory: UserDirectory,
    private readonly clock: Clock,
  ) {}

  async updateStatus(userId: string, active: boolean): Promise<void> {
    let sent = active;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      await this.directory.setEnabled(userId, sent);
      const standing = (await this.profiles.find(userId))?.active ?? sent;
      if (standing === sent) return;
      sent = standing;
    }
    throw outpaced();
  }

  /** Ends in `groups_settled_at`, from which on newer tokens are believed again. */
  async updateGroups(userId: string, wanted: readonly Group[], changeId: string): Promise<void> {
    let [sent, change] = [wanted, changeId];
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      await this.directory.setGroups(userId, sent);
      if (await this.marks.settleGroups(userId, change, Math.ceil(this.clock.seconds()))) return;
      change = randomUUID();
      const profile = await this.marks.reopenGroups(userId, change);
      sent = groups.filter((group) => profile?.groups?.includes(group));
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
