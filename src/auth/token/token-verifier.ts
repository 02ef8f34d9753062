import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { AppError, type ErrorCode } from '../../errors/app-error.js';
import { type UserPool, UserPools } from '../keys/user-pools.js';
import type { SigningKey } from '../keys/signing-key.js';
import { refusal } from '../refusal.js';
import { checkClaims, trustedPool } from './claims.js';
import { type CompactJws, isSignedBy, parseCompactJws } from './compact-jws.js';
import type { JsonObject } from './strict-json.js';
import { type Refused, TokenCache } from './token-cache.js';
import type { VerifiedToken } from './verified-token.js';

/** Seconds for which a refusal is remembered: long enough that repeating a bad token costs next to nothing. */
export const refusalStands = 10;

/** Refusals for what a token says. `not_yet_valid` passes with time, and unknown keys are the key store's to remember. */
const lastingRefusals: ReadonlySet<ErrorCode> = new Set([
  'malformed',
  'expired',
  'wrong_issuer',
  'wrong_client',
  'wrong_token_use',
]);

/** A token whose form and claims are in order; its signature is still to be checked. */
interface Candidate {
  readonly jws: CompactJws;
  readonly pool: UserPool;
  readonly verified: VerifiedToken;
}

/** Says of a token whether it is good, and if not, why. The cheap questions come first; the signature is the last. */
@Injectable()
export class TokenVerifier {
  private readonly cache = new TokenCache();
  private readonly badSignatures = new WeakMap<SigningKey, AppError>();

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
    if (this.clock.seconds() < verified.expiresAt && this.isCurrent(key, verified.issuer)) return verified;
    this.cache.drop(token);
    return undefined;
  }

  /** Why exactly this token was refused moments ago, under a key that is still the pool's. Waits for nothing. */
  refusalOf(token: string): Pick<Refused, 'error' | 'holder'> | undefined {
    const entry = this.cache.refusedAs(token);
    if (entry === undefined) return undefined;
    if (this.clock.monotonicMs() - entry.refusedAt >= refusalStands * 1000) return undefined;
    // the wall clock was set back, and what was expired may not be
    if (this.clock.seconds() < entry.judgedAt) return undefined;
    const { signedWith } = entry;
    return signedWith === undefined || this.isCurrent(signedWith.key, signedWith.issuer) ? entry : undefined;
  }

  /**
   * Verifies a token from nothing.
   *
   * @throws AppError with the reason: a 401 code when the token is to blame, `keys_unavailable` when it cannot be judged.
   */
  async verify(token: string): Promise<VerifiedToken> {
    const outcome = await this.verifyAtOnce(token);
    if (outcome instanceof AppError) throw outcome;
    return outcome;
  }

  /**
   * As `verify`, but answers at once while the key is at hand, and gives a refusal back instead of throwing it: refusals are
   * everyday answers, and unwinding the stack for each would make them dearer than acceptances.
   */
  verifyAtOnce(token: string): VerifiedToken | AppError | Promise<VerifiedToken | AppError> {
    const candidate = this.candidate(token);
    if (candidate instanceof AppError) return candidate;
    const { keys } = candidate.pool;
    const key = keys.peek(candidate.jws.kid);
    if (key !== undefined) return this.checkSignature(token, candidate, key);
    return keys.find(candidate.jws.kid).then((found) => this.checkSignature(token, candidate, found));
  }

  private checkSignature(token: string, { jws, verified }: Candidate, key: SigningKey): VerifiedToken | AppError {
    if (!isSignedBy(jws, key.publicKey)) {
      const error = this.notSignedBy(key);
      const signedWith = { issuer: verified.issuer, key };
      this.remember({ token, error, signedWith });
      return error;
    }
    this.cache.accept({ token, verified, key });
    return verified;
  }

  /**
   * Judges the claims of a token whose signature a gateway has checked. All the rest is judged here again: a gateway looks
   * at neither `token_use` nor at our list of clients (docs/cognito-facts.md#t5).
   *
   * @throws AppError with a 401 code
   */
  judge(claims: JsonObject): VerifiedToken {
    return checkClaims(claims, trustedPool(claims, this.pools.byIssuer), this.clock.seconds());
  }

  /**
   * Drops a verified token whose sign-in was ended. Such a mark is never taken back, so that the error may be given again for
   * a while without looking for it.
   *
   * @returns the error, to be thrown
   */
  revoke(token: string, error: AppError): AppError {
    const accepted = this.cache.acceptedAs(token);
    if (accepted !== undefined) {
      const { verified: holder, key } = accepted;
      const signedWith = { issuer: holder.issuer, key };
      this.cache.drop(token);
      this.remember({ token, error, holder, signedWith });
    }
    return error;
  }

  private candidate(token: string): Candidate | AppError {
    try {
      const jws = parseCompactJws(token);
      const pool = trustedPool(jws.claims, this.pools.byIssuer);
      return { jws, pool, verified: checkClaims(jws.claims, pool, this.clock.seconds()) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (lastingRefusals.has(error.code)) this.remember({ token, error });
      return error;
    }
  }

  private remember(refused: Omit<Refused, 'refusedAt' | 'judgedAt'>): void {
    this.cache.refuse({ ...refused, refusedAt: this.clock.monotonicMs(), judgedAt: this.clock.seconds() });
  }

  /** One error for all that a key did not sign: making one a token would leave refusing dearer than accepting. */
  private notSignedBy(key: SigningKey): AppError {
    let error = this.badSignatures.get(key);
    if (error === undefined) {
      error = refusal('bad_signature', { reason: `not signed by the key ${key.kid}` });
      this.badSignatures.set(key, error);
    }
    return error;
  }

  private isCurrent(key: SigningKey, issuer: string): boolean {
    return this.pools.byIssuer.get(issuer)?.keys.peek(key.kid) === key;
  }
}
