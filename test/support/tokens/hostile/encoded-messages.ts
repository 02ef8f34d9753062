import { constants, createHash, privateEncrypt, sign } from 'node:crypto';
import { accessClaims } from '../claims.js';
import { base64url, type KeyPair } from '../signing.js';
import type { HostileToken } from './hostile-token.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const filled = (length: number, byte: number): Buffer => Buffer.alloc(length, byte);

/** AlgorithmIdentifier of SHA-256 up to its parameters: the object identifier alone. */
const sha256Oid = hex('0609608648016503040201');
const nil = hex('0500');
const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
};
const digestInfo = (hash: Uint8Array, oid = sha256Oid, parameters: Uint8Array = nil): Buffer =>
  tlv(0x30, tlv(0x30, oid, parameters), tlv(0x04, hash));

/** EMSA-PKCS1-v1_5 (RFC 8017, section 9.2): 00 01 FF … FF 00 T. */
const padded = (info: Uint8Array, length = 256): Buffer =>
  Buffer.concat([hex('0001'), filled(length - 3 - info.length, 0xff), hex('00'), info]);

/** What RS256 signs of a text, as the owner of the key could have encoded it; the first is the only right one. */
export const rightEncoding = (signed: Uint8Array): Buffer => padded(digestInfo(hashOf(signed)));

const hashOf = (signed: Uint8Array, algorithm = 'sha256'): Buffer => createHash(algorithm).update(signed).digest();

/** The classes of Project Wycheproof's `rsa_signature_2048_sha256_test`, built anew: BER, garbage, short and other paddings. */
function wrongEncodings(signed: Uint8Array): Readonly<Record<string, Buffer>> {
  const hash = hashOf(signed);
  const info = digestInfo(hash);
  const right = padded(info);
  const changed = (index: number, byte: number): Buffer =>
    Buffer.concat([right.subarray(0, index), Buffer.from([byte]), right.subarray(index + 1)]);
  const algorithm = tlv(0x30, sha256Oid, nil);
  const octets = tlv(0x04, hash);
  const body = Buffer.concat([algorithm, octets]);
  const long = (tag: string, length: string, content: Uint8Array): Buffer =>
    Buffer.concat([hex(tag), hex(length), content]);
  const lengthOf = (content: Uint8Array): string => content.length.toString(16).padStart(2, '0');
  const sized = { whole: lengthOf(body), algorithm: lengthOf(algorithm.subarray(2)), hash: lengthOf(hash) };
  return {
    'NULL missing': padded(digestInfo(hash, sha256Oid, Buffer.alloc(0))),
    'NULL missing, its place counted': padded(
      long('30', sized.whole, Buffer.concat([tlv(0x30, sha256Oid), octets, nil])),
    ),
    'NULL with a byte in it': padded(digestInfo(hash, sha256Oid, hex('050100'))),
    'NULL in the long form': padded(digestInfo(hash, sha256Oid, hex('058100'))),
    'NULL twice': padded(digestInfo(hash, sha256Oid, hex('05000500'))),
    'an integer for NULL': padded(digestInfo(hash, sha256Oid, hex('020100'))),
    'garbage for NULL': padded(digestInfo(hash, sha256Oid, tlv(0x04, filled(60, 7)))),
    'the length in the long form': padded(long('30', `81${sized.whole}`, body)),
    'the length with a zero in front': padded(long('30', `8200${sized.whole}`, body)),
    'the length in four bytes': padded(long('30', `84000000${sized.whole}`, body)),
    'no definite length': padded(Buffer.concat([hex('3080'), body, hex('0000')])),
    'the length of the algorithm in the long form': padded(
      tlv(0x30, long('30', `81${sized.algorithm}`, algorithm.subarray(2)), octets),
    ),
    'the length of the hash in the long form': padded(tlv(0x30, algorithm, long('04', `81${sized.hash}`, hash))),
    'a length too long': padded(long('30', 'ff', body)),
    'a length of nothing': padded(long('30', '00', body)),
    'the hash in a constructed string': padded(tlv(0x30, algorithm, tlv(0x24, tlv(0x04, hash)))),
    'a set for a sequence': padded(tlv(0x31, body)),
    'SHA-1 named': padded(digestInfo(hash, hex('06052b0e03021a'))),
    'SHA-512 named': padded(digestInfo(hash, hex('0609608648016503040203'))),
    'SHA-224 named': padded(digestInfo(hash, hex('0609608648016503040204'))),
    'SHA-256 with RSA named': padded(digestInfo(hash, hex('06092a864886f70d01010b'))),
    'an object identifier with a byte to spare': padded(digestInfo(hash, hex('060a60864801650304020180'))),
    'SHA-512 as it would be right': padded(digestInfo(hashOf(signed, 'sha512'), hex('0609608648016503040203'))),
    'MD5 as it would be right': padded(digestInfo(hashOf(signed, 'md5'), hex('06082a864886f70d0205'))),
    'no algorithm': padded(octets),
    'the hash alone': padded(hash),
    'the text for its hash': padded(Buffer.from(signed.subarray(0, 200))),
    'the hash of the hash': padded(digestInfo(hashOf(hash))),
    'an empty hash': padded(digestInfo(Buffer.alloc(0))),
    'a hash cut short': padded(digestInfo(hash.subarray(0, 31))),
    'a hash with a byte more': padded(digestInfo(Buffer.concat([hash, hex('00')]))),
    'a hash of zeros': padded(digestInfo(filled(32, 0))),
    'garbage behind, padding short (CVE-2006-4339)': Buffer.concat([padded(info, 70), filled(186, 7)]),
    'zeros behind, padding short': Buffer.concat([padded(info, 70), filled(186, 0)]),
    'a zero behind': Buffer.concat([padded(info, 255), hex('00')]),
    'garbage counted in the sequence': padded(tlv(0x30, body, filled(60, 7))),
    'no padding': Buffer.concat([hex('000100'), info, filled(202, 0)]),
    'seven bytes of padding': Buffer.concat([hex('0001'), filled(7, 0xff), hex('00'), info, filled(195, 0xff)]),
    'zeros for padding': Buffer.concat([hex('0001'), filled(202, 0), hex('00'), info]),
    'one byte of padding changed': changed(100, 0xfe),
    'a zero amid the padding': changed(100, 0),
    'the last byte of padding changed': changed(203, 0x7f),
    'no zero behind the padding': changed(204, 0xff),
    'another byte behind the padding': changed(204, 1),
    'block type 0': changed(1, 0),
    'block type 2': changed(1, 2),
    'a first byte that is not zero': changed(0, 1),
    'one bit of the hash': changed(255, (right[255] ?? 0) ^ 1),
    'one bit of the object identifier': changed(216, (right[216] ?? 0) ^ 1),
    'all moved by a byte': Buffer.concat([right.subarray(1), hex('00')]),
    'nothing but zeros': filled(256, 0),
  };
}

/** Numbers where the signature should be (CVE-2017-11185 and its like). */
function wrongNumbers(signature: Uint8Array, { jwk }: KeyPair): Readonly<Record<string, Buffer>> {
  const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  const bytesOf = (value: bigint, length = 256): Buffer => hex(value.toString(16).padStart(2 * length, '0'));
  const n = numberOf(Buffer.from(String(jwk.n), 'base64url'));
  const s = numberOf(signature);
  return {
    '2': bytesOf(2n),
    'n - 1': bytesOf(n - 1n),
    n: bytesOf(n),
    'n + 1': bytesOf(n + 1n),
    'n - s': bytesOf(n - s),
    's + n, a byte longer': bytesOf(s + n, 257),
    's + 2n, a byte longer': bytesOf(s + 2n * n, 257),
    '2 ^ 2048 - 1': filled(256, 0xff),
    '2 ^ 2047': bytesOf(1n << 2047n),
    's twice': Buffer.concat([signature, signature]),
  };
}

/** Tokens that the pool's own key signed, in every way but the one that RS256 is. */
export function wrongPaddings(now: number, key: KeyPair): readonly HostileToken[] {
  const unsigned = unsignedToken(now, key);
  const signed = Buffer.from(unsigned);
  const token = (name: string, signature: Uint8Array): HostileToken => ({
    name: `padding: ${name}`,
    token: `${unsigned}.${base64url(signature)}`,
    code: 'bad_signature',
  });
  const pss = (saltLength: number, hash = 'sha256'): Buffer =>
    sign(hash, signed, { key: key.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
  return [
    ...Object.entries(wrongEncodings(signed)).map(([name, message]) => token(name, rawSignature(message, key))),
    ...Object.entries(wrongNumbers(rawSignature(rightEncoding(signed), key), key)).map(([name, number]) =>
      token(`the number ${name}`, number),
    ),
    token('the encoding itself, not signed', rightEncoding(signed)),
    token('PSS without salt', pss(0)),
    token('PSS with a salt of 20 bytes', pss(20)),
    token('PSS with SHA-1', pss(20, 'sha1')),
  ];
}

/** The right encoding, signed by hand: shows that the wrong ones are refused for what is wrong with them. */
export function handSignedToken(now: number, key: KeyPair): string {
  const unsigned = unsignedToken(now, key);
  return `${unsigned}.${base64url(rawSignature(rightEncoding(Buffer.from(unsigned)), key))}`;
}

function unsignedToken(now: number, { kid }: KeyPair): string {
  return [{ kid, alg: 'RS256' }, accessClaims(now)].map((part) => base64url(JSON.stringify(part))).join('.');
}

/** RSA without any padding of its own. */
function rawSignature(message: Buffer, { privateKey: key }: KeyPair): Buffer {
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, message);
}
