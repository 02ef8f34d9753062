import { sign, verify } from 'node:crypto';
import type { SigningKey, SigningKeys } from './signing-keys.js';

export type Claims = Readonly<Record<string, unknown>>;

/** A signed JWT whose header is Cognito's: `kid` and `alg`, nothing else. */
export function signJwt({ kid, privateKey }: SigningKey, claims: Claims): string {
  const signed = `${encode({ kid, alg: 'RS256' })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

/** The claims of a token that one of these keys signed; undefined for anything else. Looks at no claim. */
export function verifyJwt(keys: SigningKeys, token: string): Claims | undefined {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0) return undefined;
  const head = decode(header);
  const kid = head?.['kid'];
  const key = head?.['alg'] === 'RS256' && typeof kid === 'string' ? keys.withKid(kid) : undefined;
  if (key === undefined) return undefined;
  const genuine = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    key.publicKey,
    Buffer.from(signature, 'base64url'),
  );
  return genuine ? decode(payload) : undefined;
}

/** What a token claims, unverified: only good for finding out who could verify it. */
export function decodeClaims(token: string): Claims | undefined {
  return decode(token.split('.')[1] ?? '');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}
