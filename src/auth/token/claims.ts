import type { TokenUse } from '../../config/settings.js';
import type { AppError, ErrorCode } from '../../errors/app-error.js';
import { plainIdPattern } from '../../ids/plain-id.js';
import { uuidPattern } from '../../ids/uuid.js';
import { refusal } from '../refusal.js';
import type { JsonObject } from './strict-json.js';
import type { MachineToken, TokenFacts, UserToken, VerifiedToken } from './verified-token.js';

/** What a user pool demands of its tokens. */
export interface PoolRules {
  readonly clientIds: ReadonlySet<string>;
  readonly tokenUses: ReadonlySet<TokenUse>;
}

/** How far the issuer's clock may be ahead of ours, in seconds. `exp` gets no such grace: the client can refresh. */
export const clockTolerance = 60;

/** Cognito issues access and ID tokens for at most a day (docs/cognito-facts.md#t11). */
const maxLife = 86_400;

const none: readonly string[] = Object.freeze([]);

/**
 * Picks the pool that a token claims to come from, if it is one of ours.
 *
 * @throws AppError `wrong_issuer`
 */
export function trustedPool<P>(claims: JsonObject, poolsByIssuer: ReadonlyMap<string, P>): P {
  const issuer = claims['iss'];
  const pool = typeof issuer === 'string' ? poolsByIssuer.get(issuer) : undefined;
  if (pool === undefined) throw refused('wrong_issuer', `iss is ${shown(issuer)}`);
  return pool;
}

/**
 * Judges the claims of a token, by identity and type. Costs no cryptography and comes before it, so that a refused token is
 * never dearer than an accepted one; the result is worth something only once the signature has been checked too.
 *
 * @param rules those of the pool that `trustedPool` found
 * @param now seconds since the epoch
 * @throws AppError `wrong_token_use`, `wrong_client`, `expired`, `not_yet_valid` or `malformed`.
 */
export function checkClaims(claims: JsonObject, rules: PoolRules, now: number): VerifiedToken {
  const tokenUse = checkTokenUse(claims, rules);
  const clientId = checkClient(claims, rules, tokenUse);
  const { expiresAt, issuedAt, authTime } = checkTimes(claims, now);
  const scope = optionalString(claims['scope'], 'scope');
  optionalString(claims['jti'], 'jti');
  const facts: TokenFacts = {
    issuer: String(claims['iss']),
    clientId,
    scopes: scopesOf(scope ?? ''),
    tokenUse,
    expiresAt,
    issuedAt,
  };
  // a client_credentials token is known by its missing user name, not by having a scope (docs/cognito-facts.md#t14)
  if (tokenUse === 'access' && claims['username'] === undefined) return machineToken(claims, facts);
  return userToken(claims, facts, authTime ?? issuedAt);
}

/** Nobody else checks it: API Gateway's own authorizer does not (docs/cognito-facts.md#t5). */
function checkTokenUse(claims: JsonObject, rules: PoolRules): TokenUse {
  const tokenUse = claims['token_use'];
  if ((tokenUse !== 'access' && tokenUse !== 'id') || !rules.tokenUses.has(tokenUse)) {
    const reason = `token_use is ${shown(tokenUse)}`;
    if (tokenUse === 'id') throw refused('wrong_token_use', reason, 'This is an ID token; send the access token.');
    if (tokenUse === 'access') throw refused('wrong_token_use', reason, 'This is an access token; send the ID token.');
    throw refused('wrong_token_use', reason);
  }
  return tokenUse;
}

/**
 * An access token names its app client in `client_id` and has no `aud`; an ID token the other way round
 * (docs/cognito-facts.md#t4).
 */
function checkClient(claims: JsonObject, rules: PoolRules, tokenUse: TokenUse): string {
  const clientId = tokenUse === 'access' ? claims['client_id'] : claims['aud'];
  if (typeof clientId !== 'string' || !rules.clientIds.has(clientId)) {
    throw refused('wrong_client', `${tokenUse === 'access' ? 'client_id' : 'aud'} is ${shown(clientId)}`);
  }
  return clientId;
}

/** A list of words, separated by spaces (RFC 6749, section 3.3). */
function scopesOf(text: string): readonly string[] {
  return Object.freeze(text.split(' ').filter((each) => each !== ''));
}

function checkTimes(claims: JsonObject, now: number) {
  const expiresAt = optionalTime(claims['exp'], 'exp');
  const issuedAt = optionalTime(claims['iat'], 'iat');
  if (expiresAt === undefined || issuedAt === undefined) throw malformed('exp or iat is missing');
  const authTime = optionalTime(claims['auth_time'], 'auth_time');
  const notBefore = optionalTime(claims['nbf'], 'nbf');
  if (now >= expiresAt) {
    throw refused(
      'expired',
      `expired ${Math.floor(now - expiresAt)} s ago`,
      'Refresh the access token, or sign in again.',
    );
  }
  const latest = now + clockTolerance;
  if (issuedAt > latest || (notBefore ?? 0) > latest || (authTime ?? 0) > latest) {
    throw refused('not_yet_valid', 'iat, nbf or auth_time lies in the future');
  }
  if (expiresAt <= issuedAt || expiresAt - issuedAt > maxLife) throw malformed('a life that Cognito does not give');
  return { expiresAt, issuedAt, authTime };
}

function machineToken(claims: JsonObject, facts: TokenFacts): MachineToken {
  if (claims['sub'] !== facts.clientId) throw malformed('neither a user (no username) nor a machine (sub, client_id)');
  if (claims['cognito:groups'] !== undefined) throw malformed('a machine token with groups');
  return Object.freeze({ kind: 'machine', ...facts });
}

function userToken(claims: JsonObject, facts: TokenFacts, signedInAt: number): UserToken {
  const { issuer, clientId, scopes, tokenUse, expiresAt, issuedAt } = facts;
  const sub = claims['sub'];
  if (typeof sub !== 'string' || !uuidPattern.test(sub)) throw malformed('sub is not a UUID');
  const username =
    tokenUse === 'access'
      ? optionalString(claims['username'], 'username')
      : optionalString(claims['cognito:username'], 'cognito:username');
  if (username === undefined || username === '') throw malformed('no user name');
  const clinicId = optionalString(claims['custom:clinic_id'], 'custom:clinic_id');
  if (clinicId !== undefined && !plainIdPattern.test(clinicId)) throw malformed('custom:clinic_id is not a plain id');
  const groups = checkGroups(claims);
  const sessionId = optionalString(claims['origin_jti'], 'origin_jti');
  const claimedClinicId = tokenUse === 'access' ? clinicId : undefined;
  const email = optionalString(claims['email'], 'email');
  return Object.freeze({
    kind: 'user',
    issuer,
    clientId,
    scopes,
    tokenUse,
    expiresAt,
    issuedAt,
    sub,
    username,
    groups,
    signedInAt,
    sessionId,
    claimedClinicId,
    email,
  });
}

/** Without groups the claim is absent, not empty (docs/cognito-facts.md#t10). */
function checkGroups(claims: JsonObject): readonly string[] {
  const groups = claims['cognito:groups'];
  if (groups === undefined) return none;
  if (!Array.isArray(groups)) throw malformed('cognito:groups is not an array');
  if (!groups.every((group): group is string => typeof group === 'string')) {
    throw malformed('cognito:groups holds something other than strings');
  }
  return Object.freeze(groups);
}

// Claims are read by literal names, here as above: V8 looks up a name that varies several times slower.
function optionalString(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw malformed(`${name} is not a string`);
}

/** A NumericDate (RFC 7519, section 2). JSON can say 1e999, which reads as infinity. */
function optionalTime(value: unknown, name: string): number | undefined {
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw malformed(`${name} is not a number`);
}

const malformed = (reason: string): AppError => refused('malformed', reason);

const refused = (code: ErrorCode, reason: string, detail?: string): AppError =>
  refusal(code, { reason, ...(detail === undefined ? {} : { detail }) });

/** A claim as the log may show it: short, and only from claims that name no person. */
function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 120);
}
