import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Authority, AuthorityStore, type TokenSubject } from '../auth/authority.js';
import { Clock } from '../clock/clock.js';
import { AppError } from '../errors/app-error.js';
import type { Profile } from './profile.item.js';
import { ProfilesService } from './profiles.service.js';

/** An answer is used again for this long without asking the store, in seconds. */
export const freshFor = 30;
/** While the store is unavailable, the last answer stands until it is this old. A minute: a sign-out takes no longer. */
export const usableFor = 60;
const usersRemembered = 10_000;

interface Remembered {
  readonly authority: Authority;
  readonly readAt: number;
}

/** Answers the guards from the stored profile, through a bounded cache; many requests of one user ask the store once. */
@Injectable()
export class ProfileAuthority extends AuthorityStore {
  private readonly remembered = new LRUCache<string, Remembered>({ max: usersRemembered });
  private readonly underWay = new Map<string, Promise<Authority>>();

  constructor(
    private readonly profiles: ProfilesService,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async authorityOf(subject: TokenSubject): Promise<Authority> {
    const known = this.notOlderThan(freshFor, subject.sub);
    if (known !== undefined) return known;
    try {
      return await this.readOnce(subject);
    } catch (error) {
      const stale = isUnavailable(error) ? this.notOlderThan(usableFor, subject.sub) : undefined;
      if (stale === undefined) throw error;
      return stale;
    }
  }

  private notOlderThan(seconds: number, sub: string): Authority | undefined {
    const entry = this.remembered.get(sub);
    return entry !== undefined && this.clock.seconds() - entry.readAt < seconds ? entry.authority : undefined;
  }

  private readOnce(subject: TokenSubject): Promise<Authority> {
    const { sub } = subject;
    const reading = this.underWay.get(sub) ?? this.read(subject).finally(() => this.underWay.delete(sub));
    this.underWay.set(sub, reading);
    return reading;
  }

  private async read({ sub, email, claimedClinicId }: TokenSubject): Promise<Authority> {
    // the age counts from before the read: what it says was true then
    const readAt = this.clock.seconds();
    const authority = authorityOf(await this.profiles.ensure({ sub, email, clinicId: claimedClinicId }));
    this.remembered.set(sub, { authority, readAt });
    return authority;
  }
}

function authorityOf(profile: Profile): Authority {
  const { clinicId, clinicIds, email, active, signedOutBefore, revokedSessions } = profile;
  return {
    clinicIds: [...new Set([...(clinicId === undefined ? [] : [clinicId]), ...clinicIds])],
    email,
    disabled: !active,
    signedOutBefore,
    revokedSessions: new Set(revokedSessions),
  };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'store_unavailable';
}
