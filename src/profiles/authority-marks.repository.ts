import { Injectable } from '@nestjs/common';
import type { AuthorityCheck } from '../auth/principal/authority.js';
import { Table } from '../dynamodb/table.js';
import { allOf, type Condition, exists, type WriteAction } from '../dynamodb/write.js';
import { fromProfileItem, type Profile, profileKey } from './profile.item.js';

/** What may be changed of a user's authority; what is absent stays. */
export interface AuthorityChange {
  readonly status?: 'active' | 'disabled' | undefined;
  /** All clinics of the user; the first is the home clinic. */
  readonly clinicIds?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
}

/** Who changes what others may do. */
export interface Administrator {
  readonly id: string;
  /** Holds while they are an administrator. */
  readonly check: AuthorityCheck;
}

/**
 * What became of a write by an administrator; `missing` means that there is no profile to write to. Undefined: nothing was
 * written, since the author is no administrator any more or others were at the same profiles. Judge again and repeat.
 */
export type MarkOutcome = 'done' | 'missing' | undefined;

/** Sign-ins that a profile can hold as ended one by one. Each stays as long as the profile: a refresh token may live for years. */
export const sessionsRemembered = 50;

/**
 * The marks on a profile that the guards act on. They are the truth: written before the user pool, conditional on
 * the profile being there, and safe to repeat.
 */
@Injectable()
export class AuthorityMarks {
  constructor(private readonly table: Table) {}

  /**
   * Changes status, clinics or groups in one write. Changed groups are open (`groups_settled_at` is gone) until `settle`.
   *
   * @param changeId names this change of groups, so that `settleGroups` sees whether another came after it
   */
  change(sub: string, change: AuthorityChange, changeId: string, by: Administrator): Promise<MarkOutcome> {
    const { status, clinicIds, groups } = change;
    const home = clinicIds?.[0];
    const set = {
      status,
      clinic_ids: clinicIds,
      clinic_id: clinicIds === undefined ? undefined : (home ?? null),
      clinic_pending: clinicIds && null,
      groups,
      groups_change: groups && changeId,
      groups_settled_at: groups && null,
      updated_by: by.id,
    };
    return this.writeBy(by, { update: profileKey(sub), set, when: exists });
  }

  /** Opens the stored groups again for another attempt at bringing them to the user pool. */
  async reopenGroups(sub: string, changeId: string): Promise<Profile | undefined> {
    const set = { groups_change: changeId, groups_settled_at: null };
    const outcome = await this.table.write({ update: profileKey(sub), set, when: exists });
    return outcome.kind === 'done' && outcome.item !== undefined ? fromProfileItem(outcome.item) : undefined;
  }

  /**
   * Notes that the user pool has the groups that `changeId` named.
   *
   * @param at seconds since the epoch
   * @returns false when another change came in between
   */
  settleGroups(sub: string, changeId: string, at: number): Promise<boolean> {
    return this.succeeds({
      update: profileKey(sub),
      set: { groups_settled_at: at },
      when: { expression: 'groups_change = :change', values: { ':change': changeId } },
    });
  }

  /**
   * Ends every sign-in from before `at` (seconds since the epoch). The mark only ever moves forward.
   *
   * @returns false when there is no profile, or a later mark stands
   */
  endSignInsBefore(sub: string, at: number): Promise<boolean> {
    return this.succeeds(endOfSignIns(sub, at));
  }

  /** The same, by an administrator. `missing` also when a later mark stands. */
  endSignInsBy(by: Administrator, sub: string, at: number): Promise<MarkOutcome> {
    return this.writeBy(by, endOfSignIns(sub, at));
  }

  /**
   * Ends one sign-in by its `origin_jti` (docs/cognito-facts.md#t13).
   *
   * @returns false when there is no profile, or it holds as many as it can
   */
  endSession(sub: string, sessionId: string): Promise<boolean> {
    return this.succeeds({
      update: profileKey(sub),
      set: {},
      add: { revoked_sessions: new Set([sessionId]) },
      when: allOf(exists, hasRoomFor(sessionId)),
    });
  }

  /** The update and the check of its author, in one transaction; on the author's own profile they are one condition. */
  private async writeBy({ check }: Administrator, update: Update): Promise<MarkOutcome> {
    const isOwn = check.check.PK === update.update.PK;
    const actions = isOwn ? [{ ...update, when: allOf(update.when, check.when) }] : [update, check];
    const outcome = await this.table.transact(actions);
    if (outcome.kind !== 'refused') return outcome.kind === 'done' ? 'done' : undefined;
    return isOwn || outcome.by.has(1) ? undefined : 'missing';
  }

  private async succeeds(action: Parameters<Table['write']>[0]): Promise<boolean> {
    return (await this.table.write(action)).kind === 'done';
  }
}

type Update = Extract<WriteAction, { update: unknown }> & { readonly when: Condition };

const endOfSignIns = (sub: string, at: number): Update => ({
  update: profileKey(sub),
  set: { signed_out_before: at },
  when: allOf(exists, notLater(at)),
});

/** No later mark stands. */
const notLater = (at: number): Condition => ({
  expression: 'attribute_not_exists(signed_out_before) OR signed_out_before <= :latest',
  values: { ':latest': at },
});

/** The session is remembered already, or there is room for another. */
const hasRoomFor = (sessionId: string): Condition => ({
  expression:
    'attribute_not_exists(revoked_sessions) OR contains(revoked_sessions, :id) OR size(revoked_sessions) < :most',
  values: { ':id': sessionId, ':most': sessionsRemembered },
});
