import { generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';

/** A key pair as a user pool has one, with its public half as the pool would publish it. */
export interface KeyPair {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: JsonWebKey;
}

export function rsaKeyPair(kid: string, modulusLength = 2_048): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
  return { kid, privateKey, publicKey, jwk };
}

export const base64url = (value: string | Uint8Array): string => Buffer.from(value).toString('base64url');

/** Signs exactly these texts, valid JSON or not. */
export function signTexts(header: string, payload: string, key: KeyObject): string {
  const signed = `${base64url(header)}.${base64url(payload)}`;
  return `${signed}.${base64url(sign('sha256', Buffer.from(signed), key))}`;
}

/** Signs a token as Cognito does: RS256, the key named by `kid`. Header members can be added or replaced. */
export function signToken(claims: object, key: KeyPair, header: object = {}): string {
  const fullHeader = { kid: key.kid, alg: 'RS256', ...header };
  return signTexts(JSON.stringify(fullHeader), JSON.stringify(claims), key.privateKey);
}
