import type { PasswordVerifier } from '../srp/password-verifier.js';

/** Where a user stands (UserStatusType). */
export type UserStatus = 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'UNCONFIRMED';

/** A password as it is kept: never itself. One that an administrator set ends by itself. */
export interface StoredPassword extends PasswordVerifier {
  readonly temporaryUntil?: string;
}

/** A user as they are stored. `username` is a UUID and equals the `sub` attribute (COGNITO T3). */
export interface User {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly password?: StoredPassword;
  readonly groups: readonly string[];
  readonly createdAt: string;
  readonly modifiedAt: string;
}
