import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import { openedBy } from './scopes.js';
import type { Attributes } from '../pool/attributes.js';
import { readableBy } from '../pool/attributes.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { GroupConfiguration } from '../pool/groups.js';
import type { User } from '../pool/user.js';
import type { TokenGenerationSource, TokenOverrides } from '../triggers/pre-token-generation.js';
import type { ClientSubject, Triggers } from '../triggers/triggers.js';
import type { Claims } from './jwt.js';
import { signJwt } from './jwt.js';
import type { SigningKeys } from './signing-keys.js';
import type { UserSession } from './user-sessions.js';

/** For whom tokens are made, and on what occasion. */
export interface TokenSubject {
  readonly user: User;
  readonly client: ClientConfiguration;
  readonly session: UserSession;
  readonly source: TokenGenerationSource;
  /** What an OpenID Connect request asks to find again in its ID token. */
  readonly nonce?: string | undefined;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

export interface TokenPair {
  readonly accessToken: string;
  readonly idToken: string;
}

/** Makes ID and access tokens whose claims are those of COGNITO T1 to T3, after the pre-token-generation trigger. */
export class TokenIssuer {
  constructor(
    private readonly issuer: string,
    private readonly keys: SigningKeys,
    private readonly triggers: Triggers,
    private readonly clock: Clock,
  ) {}

  async issue(subject: TokenSubject): Promise<TokenPair> {
    return this.mint(subject, await this.triggers.preTokenGeneration(subject));
  }

  /** Makes tokens with what the trigger has said before. */
  mint(subject: Omit<TokenSubject, 'source'>, overrides: TokenOverrides): TokenPair {
    const accessToken = signJwt(this.keys.signing('access'), this.accessClaims(subject, overrides));
    return {
      accessToken,
      idToken: signJwt(this.keys.signing('id'), this.idClaims(subject, overrides, accessToken)),
    };
  }

  /** An access token of a client itself, for no user (COGNITO T14); it has no groups, whatever the trigger says. */
  async issueForClient(subject: ClientSubject): Promise<string> {
    const overrides = await this.triggers.clientTokenGeneration(subject);
    const { client, scopes } = subject;
    const authTime = epochSeconds(this.clock);
    const claims = {
      sub: client.id,
      token_use: 'access',
      scope: scopesAfter(scopes, overrides).join(' '),
      ...this.times({ authTime }, client.accessTokenSeconds),
      iss: this.issuer,
      version: 2,
      jti: randomUUID(),
      client_id: client.id,
    };
    return signJwt(this.keys.signing('access'), {
      ...without(claims, overrides.access.suppress),
      ...overrides.access.add,
    });
  }

  private accessClaims({ user, client, session }: Omit<TokenSubject, 'source'>, overrides: TokenOverrides): Claims {
    const { add, suppress } = overrides.access;
    const claims = {
      sub: user.username,
      ...groupClaims(overrides.groups.groups),
      iss: this.issuer,
      version: 2,
      client_id: client.id,
      origin_jti: session.id,
      event_id: session.eventId,
      token_use: 'access',
      scope: scopesAfter(session.scopes, overrides).join(' '),
      ...this.times(session, client.accessTokenSeconds),
      jti: randomUUID(),
      username: user.username,
    };
    return { ...without(claims, suppress), ...add };
  }

  private idClaims(
    { user, client, session, nonce }: Omit<TokenSubject, 'source'>,
    overrides: TokenOverrides,
    accessToken: string,
  ): Claims {
    const { add, suppress } = overrides.id;
    const { sub, email_verified: emailVerified, ...attributes } = inScope(session, readableBy(client, user.attributes));
    const claims = {
      ...(session.oauth === true && { at_hash: accessTokenHash(accessToken) }),
      sub,
      ...groupClaims(overrides.groups.groups),
      ...roleClaims(overrides.groups),
      ...(emailVerified !== undefined && { email_verified: emailVerified === 'true' }),
      iss: this.issuer,
      'cognito:username': user.username,
      ...(nonce !== undefined && { nonce }),
      origin_jti: session.id,
      aud: client.id,
      event_id: session.eventId,
      token_use: 'id',
      ...this.times(session, client.idTokenSeconds),
      jti: randomUUID(),
      ...attributes,
    };
    return { ...without(claims, suppress), ...add };
  }

  private times({ authTime }: Pick<UserSession, 'authTime'>, seconds: number): Claims {
    const issuedAt = epochSeconds(this.clock);
    return { auth_time: authTime, exp: issuedAt + seconds, iat: issuedAt };
  }
}

/** The attributes that an ID token of a session may carry: all that the client reads, or what its OAuth scopes open. */
function inScope({ oauth, scopes }: UserSession, attributes: Attributes): Attributes {
  return oauth === true ? openedBy(scopes, attributes) : attributes;
}

/** Suppressing a scope beats adding it, as with claims (COGNITO L7). */
function scopesAfter(scopes: readonly string[], { scopesToAdd, scopesToSuppress }: TokenOverrides): string[] {
  return [...new Set([...scopes, ...scopesToAdd])].filter((scope) => !scopesToSuppress.includes(scope));
}

/** OpenID Connect Core 1.0, section 3.1.3.6: the left half of the token's SHA-256. */
function accessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken, 'ascii').digest().subarray(0, 16).toString('base64url');
}

/** Without groups the claim is absent, not an empty list (COGNITO T10). */
function groupClaims(groups: readonly string[]): Claims {
  return groups.length === 0 ? {} : { 'cognito:groups': groups };
}

/** Only the ID token names roles, and only when groups have some (COGNITO T2). */
function roleClaims({ roles, preferredRole }: GroupConfiguration): Claims {
  return {
    ...(roles.length > 0 && { 'cognito:roles': roles }),
    ...(preferredRole !== undefined && { 'cognito:preferred_role': preferredRole }),
  };
}

function without(claims: Claims, names: readonly string[]): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
}
