import { Injectable } from '@nestjs/common';
import { conditions, isConditionFailure } from '../dynamodb/conditions.js';
import { Table } from '../dynamodb/table.js';
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
      clinic_id: home,
      groups,
      groups_change: groups && changeId,
    };
    const removes = [
      ...(clinicIds !== undefined && home === undefined ? ['clinic_id'] : []),
      ...(groups === undefined ? [] : ['groups_settled_at']),
    ];
    return this.write(sub, sets, removes);
  }

  /** Opens the stored groups again for another attempt at telling the user pool of them. */
  reopenGroups(sub: string, changeId: string): Promise<Profile | undefined> {
    return this.write(sub, { groups_change: changeId }, ['groups_settled_at']);
  }

  /**
   * Notes that the user pool has been told of the groups that `changeId` named.
   *
   * @param at seconds since the epoch
   * @returns false when another change came in between
   */
  settleGroups(sub: string, changeId: string, at: number): Promise<boolean> {
    return this.succeeds({
      Key: profileKey(sub),
      UpdateExpression: 'SET groups_settled_at = :at',
      ConditionExpression: 'groups_change = :change',
      ExpressionAttributeValues: { ':at': at, ':change': changeId },
    });
  }

  /**
   * Ends every sign-in from before `at` (seconds since the epoch). The mark only ever moves forward.
   *
   * @returns false when there is no profile, or a later mark stands
   */
  endSignInsBefore(sub: string, at: number): Promise<boolean> {
    return this.succeeds({
      Key: profileKey(sub),
      UpdateExpression: 'SET signed_out_before = :at',
      ConditionExpression: `${conditions.exists} AND (attribute_not_exists(signed_out_before) OR signed_out_before <= :at)`,
      ExpressionAttributeValues: { ':at': at },
    });
  }

  /**
   * Ends one sign-in by its `origin_jti` (fact T13).
   *
   * @returns false when there is no profile, or it holds as many as it can
   */
  endSession(sub: string, sessionId: string): Promise<boolean> {
    return this.succeeds({
      Key: profileKey(sub),
      UpdateExpression: 'ADD revoked_sessions :session',
      ConditionExpression: `${conditions.exists} AND (attribute_not_exists(revoked_sessions) OR contains(revoked_sessions, :id) OR size(revoked_sessions) < :most)`,
      ExpressionAttributeValues: { ':session': new Set([sessionId]), ':id': sessionId, ':most': sessionsRemembered },
    });
  }

  private async write(
    sub: string,
    changes: Readonly<Record<string, unknown>>,
    removes: readonly string[],
  ): Promise<Profile | undefined> {
    const sets = Object.entries(changes).filter(([, value]) => value !== undefined);
    const names = [...sets.map(([name]) => name), ...removes];
    try {
      const item = await this.table.update({
        Key: profileKey(sub),
        UpdateExpression: [
          `SET ${sets.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ...(removes.length === 0 ? [] : [`REMOVE ${removes.map((name) => `#${name}`).join(', ')}`]),
        ].join(' '),
        ConditionExpression: conditions.exists,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(sets.map(([name, value]) => [`:${name}`, value])),
        ReturnValues: 'ALL_NEW',
      });
      return item && fromProfileItem(item);
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  }

  private async succeeds(input: Parameters<Table['update']>[0]): Promise<boolean> {
    try {
      await this.table.update(input);
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }
}
