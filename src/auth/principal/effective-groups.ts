import { settlingTime } from '../../user-pool/settling-time.js';
import type { ChangedGroups } from './authority.js';
import type { UserToken } from '../token/verified-token.js';

/**
 * The groups that count: those of the token, unless they were changed through this API since it was issued. The profile's
 * stand in until the user pool was told and a token came after that, so that neither an old token nor a pool that could not
 * be reached gives back a group that was taken away; and no group counts that neither the pool nor the profile gave.
 */
export function effectiveGroups(
  { groups, issuedAt }: Pick<UserToken, 'groups' | 'issuedAt'>,
  changed: ChangedGroups | undefined,
): readonly string[] {
  if (changed === undefined) return groups;
  const { names, settledAt } = changed;
  return issuedAt >= (settledAt ?? Infinity) + settlingTime ? groups : names;
}
