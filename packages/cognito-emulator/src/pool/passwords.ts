import { hkdfSync } from 'node:crypto';
import type { Clock } from '../clock.js';
import { notAuthorized } from '../cognito-error.js';
import type { PasswordOwner } from '../srp/password-verifier.js';
import { createVerifier, passwordMatches } from '../srp/password-verifier.js';
import { requireStrength } from './password-policy.js';
import type { PoolConfiguration } from './pool-configuration.js';
import { poolNameOf } from './pool-configuration.js';
import type { StoredPassword, User } from './user.js';

/** Somebody to go through the motions of sign-in with when there is no such user. */
export interface StandIn {
  readonly username: string;
  readonly password: StoredPassword;
}

/** The passwords of one pool: made, compared and imitated, never kept. */
export class Passwords {
  constructor(
    private readonly pool: PoolConfiguration,
    private readonly clock: Clock,
    private readonly imitationKey: string,
  ) {}

  /** Whose passwords they are, as the SRP hashes name them. */
  ownerOf({ username }: Pick<User, 'username'>): PasswordOwner {
    return { poolName: poolNameOf(this.pool), username };
  }

  /** A password to stay; throws InvalidPasswordException when it breaks the policy. */
  permanent(username: string, password: string): StoredPassword {
    requireStrength(this.pool.passwordPolicy, password);
    return createVerifier(this.ownerOf({ username }), password);
  }

  /**
   * A password from elsewhere, whatever its strength: "Amazon Cognito doesn't enforce the password strength policy that you
   * configured during migration" (AWS, "Importing users with a user migration Lambda trigger").
   */
  migrated(username: string, password: string): StoredPassword {
    return createVerifier(this.ownerOf({ username }), password);
  }

  /** A password to be changed at first sign-in, within the policy's number of days. */
  temporary(username: string, password: string): StoredPassword {
    const days = this.pool.passwordPolicy.temporaryPasswordValidityDays;
    const until = new Date(this.clock.now().getTime() + days * 86_400_000);
    return { ...this.permanent(username, password), temporaryUntil: until.toISOString() };
  }

  /** Whether it is the user's password; takes as long for a stand-in as for a user. */
  match(user: Pick<User, 'username'> & { readonly password?: StoredPassword }, password: string): boolean {
    const stored = user.password ?? this.standIn(user.username).password;
    return passwordMatches(this.ownerOf(user), password, stored) && user.password !== undefined;
  }

  /** Throws NotAuthorizedException for a temporary password whose days are over. */
  requireCurrent({ password }: User): void {
    if (password?.temporaryUntil !== undefined && new Date(password.temporaryUntil) < this.clock.now()) {
      throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
    }
  }

  /**
   * The same made-up user each time for the same unknown name, so that the answer does not tell it is unknown. The verifier is
   * no password's, and costs nothing to make: a stand-in must not take longer than a user either.
   */
  standIn(unknownName: string): StandIn {
    const name = unknownName.toLowerCase();
    const derive = (purpose: string, bytes: number): string =>
      Buffer.from(hkdfSync('sha256', this.imitationKey, name, purpose, bytes)).toString('hex');
    const digits = derive('username', 16);
    const username = [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `a${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
    return { username, password: { salt: derive('salt', 16), verifier: derive('verifier', 383) } };
  }
}
