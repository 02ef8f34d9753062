import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import { CognitoError, notAuthorized } from '../cognito-error.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { Collection } from '../state/store.js';

interface EarlierToken {
  readonly hash: string;
  readonly goodUntil?: number | undefined;
}

/** One sign-in of a user, from its first tokens to its end; every token of it carries its id as `origin_jti`. */
export interface UserSession {
  readonly id: string;
  readonly username: string;
  readonly clientId: string;
  readonly eventId: string;
  readonly authTime: number;
  readonly scopes: readonly string[];
  /** SHA-256 of the refresh token: the token itself is never kept. */
  readonly refreshTokenHash: string;
  /** With rotation, those before the newest; one without an end was never used (COGNITO T12). */
  readonly earlierTokens?: readonly EarlierToken[];
  readonly lastActiveAt?: number;
  readonly expiresAt: number;
  readonly revoked: boolean;
  /** Whether it began with an authorization code: scopes then decide about the ID token. */
  readonly oauth?: boolean;
}

const rememberedTokens = 100;

/** The sign-ins of one pool, found by id or by refresh token. */
export class UserSessions {
  private readonly idByRefreshToken = new Map<string, string>();

  constructor(
    private readonly records: Collection<UserSession>,
    private readonly clock: Clock,
  ) {
    const now = epochSeconds(clock);
    for (const session of [...records.values()]) {
      if (session.expiresAt <= now) records.delete(session.id);
      else this.index(session);
    }
  }

  /** Begins a session, signed in to now unless `origin` says since when; the refresh token is given out here and nowhere else. */
  begin(
    user: User,
    client: ClientConfiguration,
    scopes: readonly string[],
    origin: { readonly oauth?: boolean; readonly authTime?: number } = {},
  ): { session: UserSession; refreshToken: string } {
    const refreshToken = randomBytes(96).toString('base64url');
    const now = epochSeconds(this.clock);
    const session = {
      id: randomUUID(),
      username: user.username,
      clientId: client.id,
      eventId: randomUUID(),
      authTime: now,
      scopes,
      refreshTokenHash: hashOf(refreshToken),
      expiresAt: now + client.refreshTokenSeconds,
      revoked: false,
      ...origin,
    };
    this.records.put(session.id, session);
    this.index(session);
    return { session, refreshToken };
  }

  /**
   * The next refresh token of a session, for the rest of its time; the one given stays good for the client's grace period, so
   * that a client that lost the answer can ask again. Throws as `redeem` does.
   */
  rotate(refreshToken: string, client: ClientConfiguration): string {
    const session = this.redeem(refreshToken, client);
    const used = hashOf(refreshToken);
    const goodUntil = epochSeconds(this.clock) + (client.refreshTokenRotation?.graceSeconds ?? 0);
    const earlier = [...(session.earlierTokens ?? []), { hash: session.refreshTokenHash }];
    const next = randomBytes(96).toString('base64url');
    const rotated = {
      ...session,
      refreshTokenHash: hashOf(next),
      earlierTokens: earlier
        .map((token: EarlierToken) =>
          token.hash === used ? { ...token, goodUntil: token.goodUntil ?? goodUntil } : token,
        )
        .slice(-rememberedTokens),
      lastActiveAt: epochSeconds(this.clock),
    };
    this.records.put(session.id, rotated);
    this.index(rotated);
    return next;
  }

  /** Notes that a session is in use; as it is now, which may be revoked since it was read. */
  touch({ id }: UserSession): void {
    const session = this.records.get(id);
    if (session !== undefined) this.records.put(id, { ...session, lastActiveAt: epochSeconds(this.clock) });
  }

  /** A user's sessions that still give tokens, newest first. */
  activeOf({ username }: Pick<User, 'username'>): UserSession[] {
    const now = epochSeconds(this.clock);
    return [...this.records.values()]
      .filter((session) => session.username === username && !session.revoked && session.expiresAt > now)
      .reverse();
  }

  /** The session of a refresh token given to this client, whatever its state; undefined when there is none. */
  ofRefreshToken(refreshToken: string, client: ClientConfiguration): UserSession | undefined {
    const session = this.records.get(this.idByRefreshToken.get(hashOf(refreshToken)) ?? '');
    return session?.clientId === client.id ? session : undefined;
  }

  /** As `ofRefreshToken`, but throws NotAuthorizedException unless the token can still be used. */
  redeem(refreshToken: string, client: ClientConfiguration): UserSession {
    const session = this.ofRefreshToken(refreshToken, client);
    if (session === undefined) throw notAuthorized('Invalid Refresh Token');
    if (session.revoked) throw notAuthorized('Refresh Token has been revoked');
    if (session.expiresAt <= epochSeconds(this.clock)) throw notAuthorized('Refresh Token has expired');
    const earlier = session.earlierTokens?.find(({ hash }) => hash === hashOf(refreshToken));
    if (earlier?.goodUntil !== undefined && earlier.goodUntil <= epochSeconds(this.clock)) {
      // somebody has a copy: neither they nor the user go on with this sign-in (RFC 9700, section 4.14.2)
      this.revoke(session);
      throw new CognitoError('RefreshTokenReuseException', 'Refresh token has been rotated and cannot be used again.');
    }
    return session;
  }

  /** Whether the tokens of a session still open anything at the pool itself. */
  isLive(id: string): boolean {
    return this.records.get(id)?.revoked === false;
  }

  revoke(session: UserSession): void {
    this.records.put(session.id, { ...session, revoked: true });
  }

  /** Ends the session of an id, if there is one. */
  revokeId(id: string | undefined): void {
    const session = this.records.get(id ?? '');
    if (session !== undefined) this.revoke(session);
  }

  /** Ends every session of a user: global sign-out, disabling, deletion. */
  revokeAllOf({ username }: Pick<User, 'username'>): void {
    for (const session of [...this.records.values()]) {
      if (session.username === username && !session.revoked) this.revoke(session);
    }
  }

  private index(session: UserSession): void {
    for (const { hash } of session.earlierTokens ?? []) this.idByRefreshToken.set(hash, session.id);
    this.idByRefreshToken.set(session.refreshTokenHash, session.id);
  }
}

function hashOf(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('base64url');
}
