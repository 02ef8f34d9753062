import { type KeyObject, verify } from 'node:crypto';
import type { AppError } from '../../errors/app-error.js';
import { uuidPattern } from '../../ids/uuid.js';
import { refusal } from '../refusal.js';
import { trustedPool } from '../token/claims.js';
import { refusedMember } from '../token/refused-members.js';
import { type JsonObject, parseJsonObject } from '../token/strict-json.js';

/**
 * What a load balancer says of one request (docs/cognito-facts.md#g3). Nothing in it is to be believed before its signature
 * is checked.
 */
export interface AlbAssertion<P> {
  /** The key of the load balancer, to be asked for at its public address. */
  readonly kid: string;
  readonly sub: string;
  readonly clientId: string;
  readonly pool: P;
  /** The part that the signature covers, as it was sent. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** What the settings demand of it. */
export interface AlbRules<P> {
  /** The ARN of the one load balancer whose word counts: the keys are the region's, shared by everybody's load balancers. */
  readonly arn: string;
  readonly poolsByIssuer: ReadonlyMap<string, P>;
}

/** They are a few hundred characters long; as much as an access token may have. */
const maxLength = 8_192;

/** r and s of P-256, 32 bytes each (RFC 7518, section 3.4). */
const signatureLength = 64;

/**
 * Reads `x-amzn-oidc-data` and judges all of it but the signature: what AWS' page "Authenticate users using an Application
 * Load Balancer" says of it, and nothing looser. Keys and addresses in its header are never looked at.
 *
 * @param now seconds since the epoch
 * @throws AppError `malformed`, `wrong_issuer` (another pool, or another load balancer), `wrong_client` or `expired`.
 */
export function readAlbAssertion<P extends { readonly clientIds: ReadonlySet<string> }>(
  data: string,
  { arn, poolsByIssuer }: AlbRules<P>,
  now: number,
): AlbAssertion<P> {
  const { header, claims, signed, signature } = takeApart(data);
  const kid = checkHeader(header);
  if (header['signer'] !== arn) throw refused('wrong_issuer', 'signer is another load balancer');
  const pool = trustedPool(header, poolsByIssuer);
  const clientId = header['client'];
  if (typeof clientId !== 'string' || !pool.clientIds.has(clientId)) {
    throw refused('wrong_client', 'the client of the load balancer is not one of the pool');
  }
  checkTime(header, now);
  checkAgreement(header, claims);
  const sub = claims['sub'];
  if (typeof sub !== 'string' || sub === '') throw malformed('no sub');
  return { kid, sub, clientId, pool, signed, signature };
}

/** Whether the key signed it with ECDSA on P-256 and SHA-256, r and s side by side: ES256 (RFC 7518, section 3.4). */
export function isSignedByAlb({ signed, signature }: AlbAssertion<unknown>, key: KeyObject): boolean {
  // what was well formed is ASCII
  return verify('sha256', Buffer.from(signed, 'latin1'), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function takeApart(data: string) {
  if (data.length > maxLength) throw malformed(`${data.length} characters`);
  const [header = '', payload = '', signature = '', ...more] = data.split('.');
  if (more.length > 0) throw malformed('more than three parts');
  const bytes = decodePadded(signature);
  if (bytes?.length !== signatureLength) throw malformed('the signature is not 64 bytes in padded base64url');
  return {
    header: jsonPart(header, 'header'),
    claims: jsonPart(payload, 'payload'),
    signed: `${header}.${payload}`,
    signature: bytes,
  };
}

function checkHeader(header: JsonObject): string {
  if (header['alg'] !== 'ES256') throw malformed('alg is not ES256');
  const name = refusedMember(header);
  if (name !== undefined) throw malformed(`the header has ${name}`);
  if (header['typ'] !== undefined && header['typ'] !== 'JWT') throw malformed('typ is not JWT');
  const kid = header['kid'];
  // it becomes a part of an address
  if (typeof kid !== 'string' || !uuidPattern.test(kid)) throw malformed('kid is not a UUID');
  return kid;
}

function checkTime({ exp }: JsonObject, now: number): void {
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw malformed('exp is not a number');
  if (now >= exp) throw refused('expired', `expired ${Math.floor(now - exp)} s ago`);
}

/** Where header and payload say the same thing they must say the same. */
function checkAgreement(header: JsonObject, claims: JsonObject): void {
  for (const name of ['iss', 'exp'] as const) {
    if (claims[name] !== undefined && claims[name] !== header[name]) throw malformed(`two different ${name}`);
  }
}

function jsonPart(part: string, name: string): JsonObject {
  const bytes = decodePadded(part);
  const value = bytes && parseJsonObject(bytes);
  if (value === undefined) throw malformed(`the ${name} is not a JSON object in padded base64url`);
  return value;
}

/** Base64url with its padding (RFC 4648, section 5), as load balancers write it and unlike RFC 7515; only the one spelling. */
function decodePadded(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  const plain = bytes.toString('base64url');
  return bytes.length > 0 && plain.padEnd(Math.ceil(plain.length / 4) * 4, '=') === part ? bytes : undefined;
}

const malformed = (reason: string): AppError => refused('malformed', reason);

const refused = (code: 'malformed' | 'wrong_issuer' | 'wrong_client' | 'expired', reason: string): AppError =>
  refusal(code, { detail: 'This is about x-amzn-oidc-data.', reason: `x-amzn-oidc-data: ${reason}` });
