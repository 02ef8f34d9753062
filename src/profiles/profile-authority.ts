import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Authority, type AuthorityCheck, AuthorityStore, type TokenSubject } from '../auth/principal/authority.js';
import { effectiveGroups } from '../auth/principal/effective-groups.js';
import { refusalByMarks } from '../auth/principal/marks.js';
import { refusal } from '../auth/refusal.js';
import type { VerifiedToken } from '../auth/token/verified-token.js';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import { adminCondition } from './admin-condition.js';
import type { Profile } from './profile.item.js';
import { ProfilesService } from './profiles.service.js';

/** An answer is used again for this long without asking the store, in seconds. */
export const freshFor = 30;
/** While the store is unavailable, the last answer stands until it is this old. A minute: a sign-out takes no longer. */
export const usableFor = 60;
/** A store that just failed to answer for a user is not asked for them again for this long: their requests need not wait too. */
export const pauseAfterFailure = 2;
const usersRemembered = 10_000;

interface Remembered {
  readonly authority: Authority;
  readonly readAt: number;
}

interface Failure {
  readonly error: AppError;
  readonly at: number;
}

/** Answers the guards from the stored profile, through a bounded cache; many requests of one user ask the store once. */
@Injectable()
export class ProfileAuthority extends AuthorityStore {
  private readonly remembered = new LRUCache<string, Remembered>({ max: usersRemembered });
  private readonly failures = new LRUCache<string, Failure>({ max: usersRemembered });
  private readonly underWay = new Map<string, Promise<Authority>>();

  constructor(
    private readonly profiles: ProfilesService,
    private readonly clock: Clock,
  ) {
    super();
  }

  override authorityOf(subject: TokenSubject): Authority | Promise<Authority> {
    return this.notOlderThan(freshFor, subject.sub) ?? this.askStore(subject);
  }

  override async adminCheck(token: VerifiedToken): Promise<AuthorityCheck> {
    if (token.kind === 'machine') throw notAdmin();
    const { sub, email, claimedClinicId } = token;
    const authority = authorityOf(await this.profiles.ensure({ sub, email, clinicId: claimedClinicId }));
    const refused = refusalByMarks(token, authority);
    if (refused === undefined && effectiveGroups(token, authority.changedGroups).includes('admin')) {
      return adminCondition(token);
    }
    // the guards have let them pass by what this instance remembers
    this.forget(sub);
    throw refused ?? notAdmin();
  }

  /** Drops what is remembered of a user whose profile was changed here: this instance acts on it at once. */
  forget(sub: string): void {
    this.remembered.delete(sub);
    // a read that began before the change must not be remembered after it
    this.underWay.delete(sub);
  }

  private async askStore(subject: TokenSubject): Promise<Authority> {
    try {
      this.throwAgain(subject.sub);
      return await this.readOnce(subject);
    } catch (error) {
      const stale = isUnavailable(error) ? this.notOlderThan(usableFor, subject.sub) : undefined;
      if (stale === undefined) throw error;
      return stale;
    }
  }

  private notOlderThan(seconds: number, sub: string): Authority | undefined {
    const entry = this.remembered.get(sub);
    return entry !== undefined && this.clock.monotonicMs() - entry.readAt < seconds * 1000
      ? entry.authority
      : undefined;
  }

  private throwAgain(sub: string): void {
    const failure = this.failures.get(sub);
    if (failure !== undefined && this.clock.monotonicMs() - failure.at < pauseAfterFailure * 1000) throw failure.error;
  }

  private readOnce(subject: TokenSubject): Promise<Authority> {
    const { sub } = subject;
    const current = this.underWay.get(sub);
    if (current !== undefined) return current;
    const reading: Promise<Authority> = this.read(subject, (): boolean => this.underWay.get(sub) === reading).finally(
      () => {
        if (this.underWay.get(sub) === reading) this.underWay.delete(sub);
      },
    );
    this.underWay.set(sub, reading);
    return reading;
  }

  private async read({ sub, email, claimedClinicId }: TokenSubject, isCurrent: () => boolean): Promise<Authority> {
    // the age counts from before the read: what it says was true then
    const readAt = this.clock.monotonicMs();
    try {
      const authority = authorityOf(await this.profiles.ensure({ sub, email, clinicId: claimedClinicId }));
      if (isCurrent()) this.remembered.set(sub, { authority, readAt });
      return authority;
    } catch (error) {
      if (isUnavailable(error)) this.failures.set(sub, { error, at: this.clock.monotonicMs() });
      throw error;
    }
  }
}

function notAdmin(): AppError {
  return refusal('group_missing', { reason: 'the caller is no administrator any more' });
}

function authorityOf(profile: Profile): Authority {
  const { clinicId, clinicIds, email, active, signedOutBefore, revokedSessions, groups, groupsSettledAt } = profile;
  return {
    clinicIds: [...new Set([...(clinicId === undefined ? [] : [clinicId]), ...clinicIds])],
    email,
    disabled: !active,
    signedOutBefore,
    revokedSessions: new Set(revokedSessions),
    changedGroups: groups && { names: groups, settledAt: groupsSettledAt },
  };
}

function isUnavailable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'store_unavailable';
}
