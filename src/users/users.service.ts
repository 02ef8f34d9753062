import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import type { Actor } from '../auth/principal/actor.js';
import { ClinicsService } from '../clinics/clinics.service.js';
import { AppError, type Fault } from '../errors/app-error.js';
import { WriteRetries } from '../dynamodb/write-retries.js';
import { type Administrator, AuthorityMarks, type MarkOutcome } from '../profiles/authority-marks.repository.js';
import { ProfileAuthority } from '../profiles/profile-authority.js';
import type { Profile } from '../profiles/profile.item.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { PoolUpdates } from './pool-updates.service.js';
import { SignOuts } from './sign-outs.service.js';
import type { UserChanges, User } from './user.schema.js';
import { UserDirectory } from './user-directory.js';

/**
 * What users may do, as administrators change it. The mark on the profile is written first and is the truth: the guards of
 * every instance act on it within a minute. The user pool comes next; when that fails the mark stands, and repeating the
 * request does the rest.
 *
 * Each mark is written in one transaction with the condition that its author is an active administrator, and nobody changes
 * their own groups or status. So one active administrator always remains: the author of the last change.
 */
@Injectable()
export class UsersService {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly marks: AuthorityMarks,
    private readonly authority: ProfileAuthority,
    private readonly clinics: ClinicsService,
    private readonly directory: UserDirectory,
    private readonly signOuts: SignOuts,
    private readonly pool: PoolUpdates,
    private readonly audit: AuditLog,
    private readonly retries: WriteRetries,
  ) {}

  /** @throws AppError `not_found` for a user who has no profile yet */
  async get(userId: string): Promise<User> {
    const profile = await this.profiles.find(userId);
    if (profile === undefined) throw new AppError('not_found');
    return describe(profile);
  }

  /**
   * @throws AppError `self_lockout`, `not_found`, `invalid_request` for a clinic that does not exist; `group_missing`,
   * `user_disabled` or `revoked` when the caller is no administrator any more; `user_pool_unavailable` when the change
   * stands but did not reach the pool
   */
  async change(by: Actor, userId: string, changes: UserChanges): Promise<User> {
    if (by.id === userId) refuseOwn(changes);
    const changeId = randomUUID();
    await this.asAdministrator(by, async (admin) => {
      await this.checkClinics(changes.clinicIds ?? []);
      await this.ensureProfile(userId);
      return this.marks.change(userId, changes, changeId, admin);
    });
    this.authority.forget(userId);
    this.audit.record({ decision: 'changed', who: by.id, ...by.origin, subject: userId, changes: named(changes) });
    // what a disabled user had signed in to must not come back to life when they are enabled again
    if (changes.status === 'disabled') await this.signOuts.mark(userId);
    if (changes.status !== undefined) await this.pool.updateStatus(userId, changes.status === 'active');
    if (changes.groups !== undefined) await this.pool.updateGroups(userId, changes.groups, changeId);
    return this.get(userId);
  }

  /** @throws AppError `not_found`, `user_pool_unavailable`; `group_missing`, `user_disabled`, `revoked` as above */
  async signOut(by: Actor, userId: string): Promise<void> {
    await this.asAdministrator(by, async (admin) => {
      await this.ensureProfile(userId);
      const outcome = await this.signOuts.markBy(admin, userId);
      // a later mark than ours ends the same sign-ins
      return outcome === 'missing' ? 'done' : outcome;
    });
    await this.signOuts.finish(by, userId);
  }

  /** Writes as somebody who is an administrator at that very moment, not only in what this instance remembers. */
  private async asAdministrator(by: Actor, write: (admin: Administrator) => Promise<MarkOutcome>): Promise<void> {
    const outcome = await this.retries.untilDecided(async () => {
      // throws once they are none
      const check = await this.authority.adminCheck(by.token);
      return write({ id: by.id, check });
    });
    if (outcome === 'missing') throw new AppError('not_found');
  }

  /**
   * Users get their profile when they are first seen; one whom only the pool knows gets it now, without a clinic, to carry
   * the mark. Not before they are confirmed: that is when the trigger gives them their clinic (docs/cognito-facts.md#l5).
   */
  private async ensureProfile(userId: string): Promise<void> {
    if ((await this.profiles.find(userId)) !== undefined) return;
    const known = await this.directory.find(userId);
    if (known?.confirmed !== true) throw new AppError('not_found');
    await this.profiles.ensure({ sub: userId, email: known.email, clinicId: undefined });
  }

  private async checkClinics(clinicIds: readonly string[]): Promise<void> {
    const exist = await Promise.all(clinicIds.map((clinicId) => this.clinics.exists(clinicId)));
    const faults = exist.flatMap((exists, index): Fault[] =>
      exists ? [] : [{ in: 'body', pointer: `#/clinicIds/${index}`, detail: 'There is no such clinic' }],
    );
    if (faults.length > 0) throw new AppError('invalid_request', { faults });
  }
}

/** Another administrator can do it: so nobody shuts themselves out, and nobody undoes what was done to them. */
function refuseOwn({ status, groups }: UserChanges): void {
  if (status === undefined && groups === undefined) return;
  throw new AppError('self_lockout', {
    detail: 'You cannot change your own groups or status; another administrator can.',
  });
}

function named({ status, clinicIds, groups }: UserChanges): string[] {
  return [
    ...(status === undefined ? [] : [`status=${status}`]),
    ...(clinicIds === undefined ? [] : [`clinics=${clinicIds.join(',')}`]),
    ...(groups === undefined ? [] : [`groups=${groups.join(',')}`]),
  ];
}

function describe({ sub, email, active, clinicId, clinicIds, groups, createdAt }: Profile): User {
  const clinics = [...new Set([...(clinicId === undefined ? [] : [clinicId]), ...clinicIds])];
  return {
    userId: sub,
    ...(email !== undefined && { email }),
    status: active ? 'active' : 'disabled',
    clinicId: clinics[0] ?? null,
    clinicIds: clinics,
    ...(groups !== undefined && { groups: [...groups] }),
    createdAt,
  };
}
