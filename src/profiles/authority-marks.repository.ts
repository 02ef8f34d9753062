import { Injectable } from '@nestjs/common';
import { Table } from '../dynamodb/table.js';
import { allOf, type AttributeChanges, type Condition, exists } from '../dynamodb/write.js';
import { fromProfileItem, type Profile, profileKey } from './profile.item.js';

/** What may be changed of a user's authority; what is absent stays. */
export interface AuthorityChange {
  readonly status?: 'active' | 'disabled' | undefined;
  /** All clinics of the user; the first is the home clinic. */
  readonly clinicIds?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
}

/** Sign-ins that a profile can hold as ended one by one. Each stays as long as the profile: a refresh token may live for years. */
export const sessionsRemembered = 50;

/**
 * The marks on a profile that the guards act on. They are the truth: written before the user pool is told, conditional on
 * the profile being there, and safe to repeat.
 */
@Injectable()
export class AuthorityMarks {
  constructor(private readonly table: Table) {}

  /**
   * Changes status, clinics or groups in one write. Changed groups are open (`groups_settled_at` is gone) until `settle`.
   *
   * @param changeId names this change of groups, so that `settle` can tell that no other came after it
   * @returns the profile as it is now; undefined when there is none
   */
  change(sub: string, change: AuthorityChange, changeId: string): Promise<Profile | undefined> {
    const { status, clinicIds, groups } = change;
    const home = clinicIds?.[0];
    const sets = {
      status,
      clinic_ids: clinicIds,
      clinic_id: clinicIds === undefined ? undefined : (home ?? null),
      groups,
      groups_change: groups && changeId,
      groups_settled_at: groups && null,
    };
    return this.write(sub, sets);
  }

  /** Opens the stored groups again for another attempt at telling the user pool of them. */
  reopenGroups(sub: string, changeId: string): Promise<Profile | undefined> {
    return this.write(sub, { groups_change: changeId, groups_settled_at: null });
  }

  /**
   * Notes that the user pool has been told of the groups that `changeId` named.
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
    return this.succeeds({
      update: profileKey(sub),
      set: { signed_out_before: at },
      when: allOf(exists, notLater(at)),
    });
  }

  /**
   * Ends one sign-in by its `origin_jti` (fact T13).
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

  private async write(sub: string, set: AttributeChanges): Promise<Profile | undefined> {
    const outcome = await this.table.write({ update: profileKey(sub), set, when: exists });
    return outcome.kind === 'done' && outcome.item !== undefined ? fromProfileItem(outcome.item) : undefined;
  }

  private async succeeds(action: Parameters<Table['write']>[0]): Promise<boolean> {
    return (await this.table.write(action)).kind === 'done';
  }
}

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
