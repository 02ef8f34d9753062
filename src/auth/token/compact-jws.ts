import { AppError } from '../../errors/app-error.js';
import { type JsonObject, parseJsonObject } from './strict-json.js';

/** A token that is well formed. Nothing in it is to be believed yet. */
export interface CompactJws {
  readonly kid: string;
  readonly claims: JsonObject;
  /** The bytes that the signature covers. */
  readonly signedBytes: Buffer;
  readonly signature: Buffer;
}

/** Cognito's are 44 characters long. */
const maxKidLength = 256;

/** Header members that change what a signature means (RFC 7515 section 4.1.11, RFC 7797) or nest a token in a token. */
const refusedMembers = ['crit', 'b64', 'cty'] as const;

/**
 * Takes a compact JWS (RFC 7515, section 3.1) apart without any cryptography. Keys and addresses in the header (`jwk`,
 * `jku`, `x5u`, `x5c`) are never looked at.
 *
 * @throws AppError `malformed` when it is not exactly what Cognito would have sent.
 */
export function parseCompactJws(token: string): CompactJws {
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first === -1 || second === -1) throw malformed('not three parts');
  if (token.includes('.', second + 1)) throw encrypted();
  const header = jsonPart(token.slice(0, first), 'header');
  checkHeader(header);
  return {
    kid: header['kid'] as string,
    claims: jsonPart(token.slice(first + 1, second), 'payload'),
    // canonical base64url and a dot are ASCII, so that one byte a character is exact
    signedBytes: Buffer.from(token.slice(0, second), 'latin1'),
    signature: decode(token.slice(second + 1), 'signature'),
  };
}

function checkHeader(header: JsonObject): void {
  if (header['alg'] !== 'RS256') throw malformed('alg is not RS256', 'The token must be signed with RS256.');
  for (const name of refusedMembers) {
    if (header[name] !== undefined) throw malformed(`the header has ${name}`);
  }
  const typ = header['typ'];
  if (typ !== undefined && typ !== 'JWT' && typ !== 'at+jwt') throw malformed('typ is neither JWT nor at+jwt');
  const kid = header['kid'];
  if (typeof kid !== 'string' || kid === '' || kid.length > maxKidLength) throw malformed('kid is not a key id');
}

function jsonPart(part: string, name: string): JsonObject {
  const value = parseJsonObject(decode(part, name));
  if (value === undefined) throw malformed(`the ${name} is not a plain JSON object`);
  return value;
}

/** Node decodes leniently; what does not encode back to the same text was not canonical base64url (RFC 4648, 3.5). */
function decode(part: string, name: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.length === 0 || bytes.toString('base64url') !== part) {
    throw malformed(`the ${name} is not canonical base64url`);
  }
  return bytes;
}

const malformed = (reason: string, detail?: string): AppError =>
  new AppError('malformed', { reason, ...(detail === undefined ? {} : { detail }) });

/** Cognito's refresh tokens are encrypted (JWE: five parts), and are sent here by mistake. */
const encrypted = (): AppError =>
  malformed('more than three parts', 'If this is a refresh token: exchange it for an access token and send that.');
