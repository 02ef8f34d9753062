import type { TokenUse } from '../../config/settings.js';

/** What every token says once its claims have been checked. */
export interface TokenFacts {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly tokenUse: TokenUse;
  /** Seconds since the epoch, as `exp` and `iat` say. */
  readonly expiresAt: number;
  readonly issuedAt: number;
}

/** A user's token. */
export interface UserToken extends TokenFacts {
  readonly kind: 'user';
  readonly sub: string;
  readonly username: string;
  readonly groups: readonly string[];
  /** When the user signed in: `auth_time`, which a refresh does not move; `iat` when it is absent. */
  readonly signedInAt: number;
  /**
   * `origin_jti`: the sign-in that this token descends from (docs/cognito-facts.md#t13). Absent when the app client has
   * revocation off.
   */
  readonly sessionId: string | undefined;
  /**
   * `custom:clinic_id` of an access token: only our own trigger can have put it there (docs/cognito-facts.md#t1). Never an ID
   * token's (docs/cognito-facts.md#a1).
   */
  readonly claimedClinicId: string | undefined;
  readonly email: string | undefined;
}

/** A program's client_credentials token. */
export interface MachineToken extends TokenFacts {
  readonly kind: 'machine';
}

/** A token whose form, claims and signature are all in order. Frozen: one is shared by all requests that send it. */
export type VerifiedToken = UserToken | MachineToken;
