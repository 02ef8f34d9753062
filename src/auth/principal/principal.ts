/** A person, known by a verified access token and by their profile. */
export interface UserPrincipal {
  readonly kind: 'user';
  /** The stable id of the user in the pool (a UUID). */
  readonly sub: string;
  /** Cognito's user name: a UUID too when sign-in is by e-mail (docs/cognito-facts.md#t3). */
  readonly username: string;
  readonly issuer: string;
  readonly clientId: string;
  /**
   * `cognito:groups`, empty when the claim is absent (docs/cognito-facts.md#t10), or the profile's where those were changed
   * since.
   */
  readonly groups: readonly string[];
  /** `origin_jti`, the sign-in that the token descends from; absent when the app client has revocation off. */
  readonly sessionId: string | undefined;
  readonly scopes: readonly string[];
  /**
   * Clinics that the stored profile names; the first is the home clinic. Never taken from what a user could write
   * (docs/cognito-facts.md#a1).
   */
  readonly clinicIds: readonly string[];
  readonly email: string | undefined;
}

/** A program with a client_credentials token: no user, no groups, judged by its scopes alone (docs/cognito-facts.md#t14). */
export interface MachinePrincipal {
  readonly kind: 'machine';
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export type Principal = UserPrincipal | MachinePrincipal;
