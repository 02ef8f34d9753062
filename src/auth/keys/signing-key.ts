import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A public key that may verify tokens. A KeyObject and never a PEM, which would be parsed again for each signature. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  /** The key material itself: the same key read again has the same one. */
  readonly material: string;
}

const minModulusBits = 2_048;
const maxModulusBits = 8_192;
const minExponent = 65_537n;
/** FIPS 186-5, section A.1.1: 2^16 < e < 2^256, odd. A larger one makes every check dear. */
const maxExponent = 1n << 256n;
const maxKidLength = 256;

/**
 * Picks the keys out of a JWKS that may verify RS256 tokens (RFC 7517, section 4; RFC 7518, section 6.3; RFC 8725, section
 * 3.5). Others are left out without harm to the rest; a `kid` that occurs twice names no key at all.
 */
export function importSigningKeys(jwks: readonly unknown[]): Map<string, SigningKey> {
  const keys = new Map<string, SigningKey>();
  const seen = new Set<string>();
  for (const jwk of jwks) {
    const kid = kidOf(jwk);
    if (kid === undefined) continue;
    const key = seen.has(kid) ? undefined : importSigningKey(jwk as JsonWebKey, kid);
    seen.add(kid);
    if (key === undefined) keys.delete(kid);
    else keys.set(kid, key);
  }
  return keys;
}

function kidOf(jwk: unknown): string | undefined {
  if (typeof jwk !== 'object' || jwk === null || !('kid' in jwk)) return undefined;
  const { kid } = jwk;
  return typeof kid === 'string' && kid !== '' && kid.length <= maxKidLength ? kid : undefined;
}

function importSigningKey(jwk: JsonWebKey, kid: string): SigningKey | undefined {
  if (!mayVerify(jwk) || typeof jwk.n !== 'string' || typeof jwk.e !== 'string') return undefined;
  try {
    const publicKey = native(createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' }));
    return isStrong(publicKey) && isOdd(jwk.n) ? { kid, publicKey, material: `${jwk.n}.${jwk.e}` } : undefined;
  } catch {
    return undefined;
  }
}

/** The same key as OpenSSL 3 makes it by itself: one that Node put together of a JWK costs half a microsecond more each use. */
function native(key: KeyObject): KeyObject {
  return createPublicKey({ key: key.export({ type: 'spki', format: 'der' }), type: 'spki', format: 'der' });
}

function mayVerify(jwk: JsonWebKey): boolean {
  const operations = jwk['key_ops'];
  return (
    jwk.kty === 'RSA' &&
    (jwk['use'] === undefined || jwk['use'] === 'sig') &&
    (jwk['alg'] === undefined || jwk['alg'] === 'RS256') &&
    (operations === undefined ||
      (Array.isArray(operations) && operations.length === 1 && operations[0] === 'verify')) &&
    // a private key that everyone can read vouches for nobody
    jwk.d === undefined
  );
}

function isStrong(key: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  return (
    modulusLength >= minModulusBits &&
    modulusLength <= maxModulusBits &&
    publicExponent >= minExponent &&
    publicExponent < maxExponent &&
    publicExponent % 2n === 1n
  );
}

/** A product of two large primes is odd; what is even is anybody's to factor. */
function isOdd(modulus: string): boolean {
  return ((Buffer.from(modulus, 'base64url').at(-1) ?? 0) & 1) === 1;
}
