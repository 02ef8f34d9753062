import { settlingTime } from '../user-pool/settling-time.js';
import type { AuthorityCheck } from '../auth/principal/authority.js';
import type { UserToken } from '../auth/token/verified-token.js';
import { profileKey } from './profile.item.js';

/**
 * The condition that the guards would still take the holder of this token for an administrator: what
 * `auth/principal/effective-groups.ts` and `marks.ts` say of a profile that was read, as a condition on the stored one.
 */
export function adminCondition({ sub, groups, issuedAt, signedInAt, sessionId }: UserToken): AuthorityCheck {
  // groups that the user pool has had for long enough when the token was issued: then the token's count
  const isSettled = '#settled <= :settled_by';
  const isAdmin = groups.includes('admin')
    ? `(attribute_not_exists(#groups) OR ${isSettled} OR contains(#groups, :admin))`
    : `(contains(#groups, :admin) AND (attribute_not_exists(#settled) OR NOT ${isSettled}))`;
  const conditions = [
    '#status = :active',
    isAdmin,
    '(attribute_not_exists(#ended) OR #ended <= :signed_in_at)',
    ...(sessionId === undefined ? [] : ['(attribute_not_exists(#sessions) OR NOT contains(#sessions, :session))']),
  ];
  return {
    check: profileKey(sub),
    when: {
      expression: conditions.join(' AND '),
      names: {
        '#status': 'status',
        '#groups': 'groups',
        '#settled': 'groups_settled_at',
        '#ended': 'signed_out_before',
        ...(sessionId !== undefined && { '#sessions': 'revoked_sessions' }),
      },
      values: {
        ':active': 'active',
        ':admin': 'admin',
        ':settled_by': issuedAt - settlingTime,
        ':signed_in_at': signedInAt,
        ...(sessionId !== undefined && { ':session': sessionId }),
      },
    },
  };
}
