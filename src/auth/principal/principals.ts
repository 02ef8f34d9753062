import { Injectable } from '@nestjs/common';
import { type Authority, AuthorityStore } from './authority.js';
import type { Principal, UserPrincipal } from './principal.js';
import { TokenVerifier } from '../token/token-verifier.js';
import type { UserToken, VerifiedToken } from '../token/verified-token.js';
import { effectiveGroups } from './effective-groups.js';
import { refusalByMarks } from './marks.js';

/** Turns a verified token into the caller: what the token says, and what the store says of its user by now. */
@Injectable()
export class Principals {
  constructor(
    private readonly authorities: AuthorityStore,
    private readonly verifier: TokenVerifier,
  ) {}

  /**
   * Answers at once when the store's answer is at hand, as it nearly always is.
   *
   * @throws AppError `user_disabled` or `revoked` by a mark on the user; `store_unavailable` from the store.
   */
  of(token: string, verified: VerifiedToken): Principal | Promise<Principal> {
    const { issuer, clientId, scopes } = verified;
    if (verified.kind === 'machine') return { kind: 'machine', issuer, clientId, scopes };
    const { sub, username, claimedClinicId, email } = verified;
    const authority = this.authorities.authorityOf({ sub, username, claimedClinicId, email });
    return authority instanceof Promise
      ? authority.then((read) => this.user(token, verified, read))
      : this.user(token, verified, authority);
  }

  private user(token: string, verified: UserToken, authority: Authority): UserPrincipal {
    this.checkMarks(token, verified, authority);
    const { sub, username, issuer, clientId, scopes, sessionId } = verified;
    return {
      kind: 'user',
      sub,
      username,
      issuer,
      clientId,
      groups: effectiveGroups(verified, authority.changedGroups),
      sessionId,
      scopes,
      clinicIds: authority.clinicIds,
      email: authority.email,
    };
  }

  private checkMarks(token: string, verified: UserToken, authority: Authority): void {
    const refused = refusalByMarks(verified, authority);
    if (refused === undefined) return;
    // a disabled user's token stays verified: that mark is looked at each time, and may be taken off again
    throw refused.code === 'revoked' ? this.verifier.revoke(token, refused) : refused;
  }
}
