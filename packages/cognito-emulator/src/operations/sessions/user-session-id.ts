import { createHash } from 'node:crypto';
import type { UserSession } from '../../tokens/user-sessions.js';

/** A session's id as AWS gives it to administrators: `tkn` and 25 lower-case letters and digits; not its `origin_jti`. */
export function sessionIdOf({ id }: UserSession): string {
  return `tkn${createHash('sha256').update(id).digest('hex').slice(0, 25)}`;
}
