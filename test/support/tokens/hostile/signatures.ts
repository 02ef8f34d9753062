import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { accessClaims } from '../claims.js';
import { base64url, type KeyPair, rsaKeyPair, signToken } from '../signing.js';
import type { HostileToken } from './hostile-token.js';

const compact = JSON.stringify;
const header = (key: KeyPair) => ({ kid: key.kid, alg: 'RS256' });

/** Tokens signed with a key that is not the pool's, whatever they say about it. */
export function foreignKeys(now: number, key: KeyPair): readonly HostileToken[] {
  const attacker = rsaKeyPair('attacker');
  const asPool: KeyPair = { ...attacker, kid: key.kid };
  const claims = accessClaims(now);
  const remote = 'https://attacker.example/jwks.json';
  const unknownKids = [
    'attacker',
    '__proto__',
    'constructor',
    '../../dev/null',
    "' or 1=1 --",
    'https://attacker.example',
    `${key.kid} `,
    key.kid.toUpperCase(),
    `${key.kid}\u0000`,
    'k'.repeat(256),
  ];
  return [
    ...unknownKids.map((kid): HostileToken => ({
      name: `key: kid ${JSON.stringify(kid)}`,
      token: signToken(claims, key, { kid }),
      code: 'unknown_key',
    })),
    ...Object.entries({
      'signed by another key under the kid of the pool': {},
      'embedded jwk': { jwk: attacker.jwk },
      'embedded jwk under the kid of the pool': { jwk: { ...attacker.jwk, kid: key.kid } },
      jku: { jku: remote },
      x5u: { x5u: remote },
      x5c: { x5c: [base64url('certificate')] },
      'x5t of its own': { x5t: base64url('thumbprint') },
      'jwk and jku': { jwk: attacker.jwk, jku: remote },
    }).map(([name, changes]): HostileToken => ({
      name: `key: ${name}`,
      token: signToken(claims, asPool, changes),
      code: 'bad_signature',
    })),
    {
      name: 'key: embedded jwk under its own kid',
      token: signToken(claims, attacker, { jwk: attacker.jwk }),
      code: 'unknown_key',
    },
  ];
}

/** Tokens whose signature does not belong to them. */
export function wrongSignatures(now: number, key: KeyPair): readonly HostileToken[] {
  const good = signToken(accessClaims(now), key);
  const other = signToken(accessClaims(now, { 'cognito:groups': ['admin'] }), key);
  const [head = '', body = '', signature = ''] = good.split('.');
  const signed = Buffer.from(`${head}.${body}`);
  const bytes = Buffer.from(signature, 'base64url');
  const pem = key.publicKey.export({ type: 'spki', format: 'pem' });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const ed = generateKeyPairSync('ed25519').privateKey;
  const signatures: Record<string, Uint8Array> = {
    'of another token': Buffer.from(other.split('.')[2] ?? '', 'base64url'),
    'all zero': Buffer.alloc(256),
    'all ones': Buffer.alloc(256, 255),
    'one (as an integer)': Buffer.concat([Buffer.alloc(255), Buffer.from([1])]),
    'a byte short at the end': bytes.subarray(0, 255),
    'a byte short in front': bytes.subarray(1),
    'a zero in front': Buffer.concat([Buffer.alloc(1), bytes]),
    'a zero at the end': Buffer.concat([bytes, Buffer.alloc(1)]),
    'one byte': Buffer.from([0]),
    'first bit turned': flipped(bytes, 0, 128),
    'last bit turned': flipped(bytes, 255, 1),
    reversed: Buffer.from(bytes).reverse(),
    'SHA-1': sign('sha1', signed, key.privateKey),
    'SHA-384': sign('sha384', signed, key.privateKey),
    'SHA-512': sign('sha512', signed, key.privateKey),
    'PSS padding': sign('sha256', signed, { key: key.privateKey, padding: 6 }),
    'of the header alone': sign('sha256', Buffer.from(head), key.privateKey),
    'of the payload alone': sign('sha256', Buffer.from(body), key.privateKey),
    'of the decoded payload': sign('sha256', Buffer.from(body, 'base64url'), key.privateKey),
    'of the text with a dot at its end': sign('sha256', Buffer.from(`${head}.${body}.`), key.privateKey),
    'HMAC with the public key as PEM': createHmac('sha256', pem).update(signed).digest(),
    'HMAC with the empty key': createHmac('sha256', '').update(signed).digest(),
    'ECDSA, DER': sign('sha256', signed, ec),
    'ECDSA, P1363': sign('sha256', signed, { key: ec, dsaEncoding: 'ieee-p1363' }),
    'ECDSA of zeros': Buffer.alloc(64),
    Ed25519: sign(null, signed, ed),
    'longer than any key': Buffer.alloc(1_024, 7),
  };
  const promoted = base64url(
    compact({ ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), 'cognito:groups': ['admin'] }),
  );
  return [
    ...Object.entries(signatures).map(([name, wrong]): HostileToken => ({
      name: `signature: ${name}`,
      token: `${head}.${body}.${base64url(wrong)}`,
      code: 'bad_signature',
    })),
    {
      name: 'signature: payload exchanged',
      token: `${head}.${other.split('.')[1] ?? ''}.${signature}`,
      code: 'bad_signature',
    },
    { name: 'signature: promoted to admin', token: `${head}.${promoted}.${signature}`, code: 'bad_signature' },
    {
      name: 'signature: header extended',
      token: `${base64url(compact({ ...header(key), typ: 'JWT' }))}.${body}.${signature}`,
      code: 'bad_signature',
    },
    { name: 'signature: HS256 with the public key as PEM', token: hmacToken(now, key, pem), code: 'malformed' },
  ];
}

function flipped(bytes: Uint8Array, index: number, mask: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[index] = (copy[index] ?? 0) ^ mask;
  return copy;
}

/** Algorithm confusion (RFC 8725, section 2.1): the public key taken for a shared secret. */
function hmacToken(now: number, key: KeyPair, secret: string | Buffer): string {
  const signed = `${base64url(compact({ kid: key.kid, alg: 'HS256' }))}.${base64url(compact(accessClaims(now)))}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
