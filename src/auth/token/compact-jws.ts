import { type KeyObject, verify } from 'node:crypto';
import type { AppError } from '../../errors/app-error.js';
import { refusal } from '../refusal.js';
import { decodeBase64url } from './base64url.js';
import { refusedMember } from './refused-members.js';
import { type JsonObject, parseJsonObject } from './strict-json.js';

/** A token that is well formed. Nothing in it is to be believed yet. */
export interface CompactJws {
  readonly kid: string;
  readonly claims: JsonObject;
  /** The part that the signature covers, as it was sent. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** Cognito's are 44 characters long. */
const maxKidLength = 256;

/**
 * Takes a compact JWS (RFC 7515, section 3.1) apart without any cryptography. Keys and addresses in the header (`jwk`,
 * `jku`, `x5u`, `x5c`) are never looked at.
 *
 * @throws AppError `malformed` when it is not exactly what Cognito would have sent.
 */
export function parseCompactJws(token: string): CompactJws {
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (second === -1) throw malformed('not three parts');
  if (token.includes('.', second + 1)) throw encrypted();
  const kid = checkHeader(jsonPart(token.slice(0, first), 'header'));
  const claims = jsonPart(token.slice(first + 1, second), 'payload');
  const signature = decodeBase64url(token.slice(second + 1));
  if (signature === undefined) throw malformed('the signature is not canonical base64url');
  return { kid, claims, signed: token.slice(0, second), signature };
}

/** Whether the key signed the token with RSASSA-PKCS1-v1_5 and SHA-256, which is what RS256 means (RFC 7518, section 3.3). */
export function isSignedBy({ signed, signature }: CompactJws, key: KeyObject): boolean {
  // what was well formed is ASCII
  return verify('sha256', Buffer.from(signed, 'latin1'), key, signature);
}

function checkHeader(header: JsonObject): string {
  if (header['alg'] !== 'RS256') throw malformed('alg is not RS256', 'The token must be signed with RS256.');
  const refused = refusedMember(header);
  if (refused !== undefined) throw malformed(`the header has ${refused}`);
  const typ = header['typ'];
  if (typ !== undefined && typ !== 'JWT' && typ !== 'at+jwt') throw malformed('typ is neither JWT nor at+jwt');
  const kid = header['kid'];
  if (typeof kid !== 'string' || kid === '' || kid.length > maxKidLength) throw malformed('kid is not a key id');
  return kid;
}

function jsonPart(part: string, name: string): JsonObject {
  const bytes = decodeBase64url(part);
  if (bytes === undefined) throw malformed(`the ${name} is not canonical base64url`);
  const value = parseJsonObject(bytes);
  if (value === undefined) throw malformed(`the ${name} is not a plain JSON object`);
  return value;
}

const malformed = (reason: string, detail?: string): AppError =>
  refusal('malformed', { reason, ...(detail === undefined ? {} : { detail }) });

/** Cognito's refresh tokens are encrypted (JWE: five parts), and are sent here by mistake. */
const encrypted = (): AppError =>
  malformed('more than three parts', 'If this is a refresh token: exchange it for an access token and send that.');
