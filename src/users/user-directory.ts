import type { Group } from '../auth/groups.js';

/** What the user pool knows of a user. */
export interface DirectoryUser {
  readonly email: string | undefined;
  /** False while they have signed up but not proven their address. */
  readonly confirmed: boolean;
}

/**
 * The user pool, as far as the administration of users needs it. Every method may be repeated; for a user whom the pool no longer
 * has, the writes do nothing.
 *
 * @throws AppError `user_pool_unavailable` when the pool cannot be reached, refuses or is too slow.
 */
export abstract class UserDirectory {
  /** @param userId the `sub` */
  abstract find(userId: string): Promise<DirectoryUser | undefined>;

  /** A disabled user cannot sign in or refresh. */
  abstract setEnabled(userId: string, enabled: boolean): Promise<void>;

  /** Makes the user a member of exactly these of the portal's groups. */
  abstract setGroups(userId: string, groups: readonly Group[]): Promise<void>;

  /** Ends all refresh tokens. */
  abstract signOut(userId: string): Promise<void>;
}
