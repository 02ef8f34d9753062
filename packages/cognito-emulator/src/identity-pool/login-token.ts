import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import { notAuthorized } from '../cognito-error.js';
import type { UserPool } from '../user-pool.js';
import type { Claims } from '../tokens/jwt.js';
import { decodeClaims, verifyJwt } from '../tokens/jwt.js';

/** Who has logged in at the identity pool, by an ID token of the user pool. */
export interface Login {
  readonly provider: string;
  readonly sub: string;
  readonly clientId: string;
  readonly claims: Claims;
}

type Verifying = Pick<UserPool, 'pool' | 'issuer' | 'signingKeys' | 'clients' | 'users' | 'userSessions'>;

/**
 * The login of a request's one entry in `Logins`. The provider may be called as on AWS, which is what libraries hard-code, or
 * by the embedded issuer. Throws NotAuthorizedException in the words that Cognito uses, among them "Missing a required claim:
 * aud" for an access token (COGNITO I1).
 */
export function verifyLogin(pool: Verifying, clock: Clock, logins: Readonly<Record<string, string>>): Login {
  const [entry, ...others] = Object.entries(logins);
  if (entry === undefined) throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
  const [provider, token] = entry;
  if (others.length > 0 || !providersOf(pool).includes(provider)) throw unsupportedProvider();
  const claims = verifiedClaims(pool, clock, token);
  requireLiveSession(pool, claims);
  return { provider, sub: String(claims['sub']), clientId: String(claims['aud']), claims };
}

function verifiedClaims(pool: Verifying, clock: Clock, token: string): Claims {
  const claimed = decodeClaims(token);
  if (claimed === undefined) throw invalidToken('Not a valid OpenId Connect identity token.');
  if (claimed['aud'] === undefined) throw invalidToken('Missing a required claim: aud');
  if (claimed['iss'] !== pool.issuer) throw invalidToken("Issuer doesn't match providerName");
  const claims = verifyJwt(pool.signingKeys, token);
  if (claims === undefined) throw invalidToken("Couldn't verify signed token.");
  const now = epochSeconds(clock);
  if (Number(claims['exp']) <= now) throw invalidToken(`Token expired: ${String(claims['exp'])} >= ${now}`);
  const isOurs = typeof claims['aud'] === 'string' && pool.clients.find(claims['aud']) !== undefined;
  if (claims['token_use'] !== 'id' || !isOurs) throw unsupportedProvider();
  return claims;
}

/** ServerSideTokenCheck: a user who has signed out, or may not sign in any more, gets no credentials. */
function requireLiveSession({ users, userSessions }: Verifying, claims: Claims): void {
  const user = users.find(String(claims['cognito:username']));
  if (user?.enabled !== true || !userSessions.isLive(String(claims['origin_jti']))) {
    throw invalidToken('Token is revoked.');
  }
}

function providersOf({ pool, issuer }: Verifying): string[] {
  return [`cognito-idp.${pool.region}.amazonaws.com/${pool.id}`, issuer.replace(/^https?:\/\//, '')];
}

function invalidToken(why: string): Error {
  return notAuthorized(`Invalid login token. ${why}`);
}

function unsupportedProvider(): Error {
  return notAuthorized('Token is not from a supported provider of this identity pool.');
}
