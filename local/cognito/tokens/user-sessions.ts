import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import { notAuthorized } from '../cognito-error.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { Collection } from '../state/store.js';

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
  readonly expiresAt: number;
  readonly revoked: boolean;
  /** Whether it began with an authorization code: scopes then decide about the ID token. */
  readonly oauth?: boolean;
}

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
      else this.idByRefreshToken.set(session.refreshTokenHash, session.id);
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
    this.idByRefreshToken.set(session.refreshTokenHash, session.id);
    return { session, refreshToken };
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
    return session;
  }

  /** Whether the tokens of a session still open anything at the pool itself. */
  isLive(id: string): boolean {
    return this.records.get(id)?.revoked === false;
  }

  revoke(session: UserSession): void {
    this.records.put(session.id, { ...session, revoked: true });
  }

  /** Ends every session of a user: global sign-out, disabling, deletion. */
  revokeAllOf({ username }: Pick<User, 'username'>): void {
    for (const session of [...this.records.values()]) {
      if (session.username === username && !session.revoked) this.revoke(session);
    }
  }
}

function hashOf(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('base64url');
}
