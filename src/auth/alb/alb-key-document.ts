import { createPublicKey, type KeyObject } from 'node:crypto';
import { boundedGet, type ReadLimits } from '../keys/bounded-get.js';

/** One public key and nothing beside it: OpenSSL would also take a certificate, a private key, or the first of several. */
const publicKeyPem = /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\r\n]{1,200})-----END PUBLIC KEY-----\s*$/;

/** How every public key on P-256 begins (RFC 5480, section 2): the curve by its name, then a point that is not compressed. */
const p256Prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex');

/**
 * Reads a load balancer's public key from `{base}/{kid}`, where there is a document for each key.
 *
 * @param kid a UUID, and nothing else: it becomes a part of the address
 * @returns undefined when there is no such key. The address answers 403 then, as S3 does where listing is not allowed.
 * @throws Error for anything else but a timely `200` with one P-256 key in PEM.
 */
export async function readAlbKey(base: string, kid: string, limits: ReadLimits): Promise<KeyObject | undefined> {
  const { status, text } = await boundedGet(`${base}/${kid}`, 'application/x-pem-file, text/plain, */*', limits);
  if (status === 403 || status === 404) return undefined;
  if (status !== 200) throw new Error(`the key server answered with status ${status}`);
  return importAlbKey(text);
}

/** @throws Error unless it is one public key on P-256, which is named and not spelt out, and a point of that curve */
export function importAlbKey(pem: string): KeyObject {
  const der = Buffer.from(publicKeyPem.exec(pem)?.[1] ?? '', 'base64');
  if (!der.subarray(0, p256Prefix.length).equals(p256Prefix)) {
    throw new Error('the key server answered with something other than a public key on P-256');
  }
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}
