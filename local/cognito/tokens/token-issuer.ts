import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import { readableBy } from '../pool/attributes.js';
import type { ClientConfiguration } from '../pool/pool-configuration.js';
import type { User } from '../pool/user.js';
import type { TokenGenerationSource, TokenOverrides } from '../triggers/pre-token-generation.js';
import type { Triggers } from '../triggers/triggers.js';
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
    const overrides = await this.triggers.preTokenGeneration(subject);
    return {
      accessToken: signJwt(this.keys.signing('access'), this.accessClaims(subject, overrides)),
      idToken: signJwt(this.keys.signing('id'), this.idClaims(subject, overrides)),
    };
  }

  private accessClaims({ user, client, session }: TokenSubject, overrides: TokenOverrides): Claims {
    const { add, suppress } = overrides.access;
    const scopes = session.scopes.filter((scope) => !overrides.scopesToSuppress.includes(scope));
    const claims = {
      sub: user.username,
      ...groupClaims(overrides.groups),
      iss: this.issuer,
      version: 2,
      client_id: client.id,
      origin_jti: session.id,
      event_id: session.eventId,
      token_use: 'access',
      scope: [...new Set([...scopes, ...overrides.scopesToAdd])].join(' '),
      ...this.times(session, client.accessTokenSeconds),
      jti: randomUUID(),
      username: user.username,
    };
    return { ...without(claims, suppress), ...add };
  }

  private idClaims({ user, client, session }: TokenSubject, overrides: TokenOverrides): Claims {
    const { add, suppress } = overrides.id;
    const { sub, email_verified: emailVerified, ...attributes } = readableBy(client, user.attributes);
    const claims = {
      sub,
      ...groupClaims(overrides.groups),
      ...(emailVerified !== undefined && { email_verified: emailVerified === 'true' }),
      iss: this.issuer,
      'cognito:username': user.username,
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

  private times({ authTime }: UserSession, seconds: number): Claims {
    const issuedAt = epochSeconds(this.clock);
    return { auth_time: authTime, exp: issuedAt + seconds, iat: issuedAt };
  }
}

/** Without groups the claim is absent, not an empty list (COGNITO T10). */
function groupClaims(groups: readonly string[]): Claims {
  return groups.length === 0 ? {} : { 'cognito:groups': groups };
}

function without(claims: Claims, names: readonly string[]): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
}
