import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { UserPools } from '../keys/user-pools.js';
import { refusal } from '../refusal.js';
import { checkClaims, trustedPool } from './claims.js';
import { isSignedBy, parseCompactJws } from './compact-jws.js';
import { TokenCache } from './token-cache.js';
import type { VerifiedToken } from './verified-token.js';

/** Says of a token whether it is good, and if not, why. The cheap questions come first; the signature is the last. */
@Injectable()
export class TokenVerifier {
  private readonly cache = new TokenCache();

  constructor(
    @Inject(UserPools) private readonly pools: Pick<UserPools, 'byIssuer'>,
    private readonly clock: Clock,
  ) {}

  /**
   * What an earlier `verify` found of exactly this token, while that still holds: not past its `exp`, its key still the
   * pool's. Waits for nothing.
   */
  recall(token: string): VerifiedToken | undefined {
    const entry = this.cache.acceptedAs(token);
    if (entry === undefined) return undefined;
    const { verified, key } = entry;
    const isCurrent =
      this.clock.seconds() < verified.expiresAt && this.pools.byIssuer.get(verified.issuer)?.keys.peek(key.kid) === key;
    if (isCurrent) return verified;
    this.cache.drop(token);
    return undefined;
  }

  /**
   * Verifies a token from nothing.
   *
   * @throws AppError with the reason: a 401 code when the token is to blame, `keys_unavailable` when it cannot be judged.
   */
  async verify(token: string): Promise<VerifiedToken> {
    const jws = parseCompactJws(token);
    const pool = trustedPool(jws.claims, this.pools.byIssuer);
    const verified = checkClaims(jws.claims, pool, this.clock.seconds());
    const key = pool.keys.peek(jws.kid) ?? (await pool.keys.find(jws.kid));
    const known = this.cache.refusedAs(token, key);
    if (known !== undefined) throw refusal(known, { reason: 'refused before' });
    if (!isSignedBy(jws, key.publicKey)) {
      this.cache.refuse({ token, code: 'bad_signature', key });
      throw refusal('bad_signature', { reason: `not signed by the key ${key.kid}` });
    }
    this.cache.accept({ token, verified, key });
    return verified;
  }

  /** Notes that the sign-in behind a token was ended. Such a mark is never taken back, so the token stays refused. */
  revoke(token: string): void {
    const key = this.cache.acceptedAs(token)?.key;
    if (key !== undefined) this.cache.refuse({ token, code: 'revoked', key });
  }

  /** Drops what is remembered of a token, so that its next use is verified from nothing. */
  forget(token: string): void {
    this.cache.drop(token);
  }
}
