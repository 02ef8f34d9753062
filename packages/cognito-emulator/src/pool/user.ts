import type { PasswordVerifier } from '../srp/password-verifier.js';

/** Where a user stands (UserStatusType). */
export type UserStatus = 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'UNCONFIRMED';

/** A password as it is kept: never itself. One that an administrator set ends by itself. */
export interface StoredPassword extends PasswordVerifier {
  readonly temporaryUntil?: string;
}

/** A registered authenticator app. No code of `lastUsedStep` or before it counts again. */
export interface SoftwareToken {
  readonly secret: string;
  readonly deviceName?: string | undefined;
  readonly lastUsedStep: number;
}

/** A user as they are stored. `username` is a UUID and equals the `sub` attribute (COGNITO T3). */
export interface User {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly password?: StoredPassword;
  readonly groups: readonly string[];
  readonly softwareToken?: SoftwareToken | undefined;
  /** The secret of an app that has not shown a code yet. */
  readonly pendingSoftwareToken?: string | undefined;
  /** Whether the user wants software tokens asked for at sign-in, and before other factors. */
  readonly softwareTokenMfa?: 'ENABLED' | 'PREFERRED' | undefined;
  /** An address that takes the place of the present one once its code comes back (COGNITO A5). */
  readonly pendingEmail?: string | undefined;
  readonly createdAt: string;
  readonly modifiedAt: string;
}
