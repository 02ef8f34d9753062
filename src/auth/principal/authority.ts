import type { WriteAction } from '../../dynamodb/write.js';
import type { VerifiedToken } from '../token/verified-token.js';

/** What a verified access token says of a user; the input to a look-up of their authority. */
export interface TokenSubject {
  readonly sub: string;
  readonly username: string;
  /**
   * The access token's `custom:clinic_id`, when it is a plain id: only our own trigger can have put it there
   * (docs/cognito-facts.md#t1).
   */
  readonly claimedClinicId: string | undefined;
  /** The access token's `email`, when a V2 trigger added one. */
  readonly email: string | undefined;
}

/** Groups as they were last changed through this API, before tokens could tell of it. */
export interface ChangedGroups {
  readonly names: readonly string[];
  /** When the user pool had been told too (seconds since the epoch); undefined while it has not. */
  readonly settledAt: number | undefined;
}

/** The action of a transaction that writes nothing and stops it when its condition does not hold. */
export type AuthorityCheck = Extract<WriteAction, { check: unknown }>;

/** What the store knows of a user, beyond the token: the truth for clinics and for being allowed at all. */
export interface Authority {
  readonly clinicIds: readonly string[];
  readonly email: string | undefined;
  readonly disabled: boolean;
  /** Tokens issued before this instant (seconds since the epoch) are refused: signed out everywhere. */
  readonly signedOutBefore: number | undefined;
  /** Sign-ins (`origin_jti`) that were revoked one by one. */
  readonly revokedSessions: ReadonlySet<string>;
  /** Undefined unless the groups were ever changed here: then the token's count. */
  readonly changedGroups?: ChangedGroups | undefined;
}

/**
 * The port through which the guards ask for a user's authority. `users/` answers it from the profile item.
 * It may be asked on every request: an implementation caches, for at most 30 s, and what it has at hand it
 * answers at once, without a promise to wait for.
 *
 * @throws AppError `store_unavailable` when the store cannot answer and nothing fresh enough is cached.
 */
export abstract class AuthorityStore {
  abstract authorityOf(subject: TokenSubject): Authority | Promise<Authority>;

  /**
   * Judges the holder of a token by the store as it is now, for writes that change what people may do: what the guards
   * remember may be 30 s old, and in that time somebody who was shut out could let themselves in again.
   *
   * @returns a condition that holds while they are an administrator; it goes into the transaction of the write itself
   * @throws AppError `group_missing`, `user_disabled`, `revoked`; `store_unavailable`
   */
  abstract adminCheck(token: VerifiedToken): Promise<AuthorityCheck>;
}
