import { createHash, getDiffieHellman } from 'node:crypto';

/** The 3072-bit group of RFC 5054 (Appendix A), whose prime is RFC 3526's group 15; Cognito and its clients use no other. */
export const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
export const generator = 2n;

/** Big-endian bytes with a leading zero when the top bit is set: how Cognito's clients write numbers before hashing. */
export function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

export function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

/** `base ** exponent` modulo the group's prime, by squaring. */
export function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = modulo(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

/** The remainder modulo the prime, never negative. */
export function modulo(value: bigint): bigint {
  const remainder = value % prime;
  return remainder < 0n ? remainder + prime : remainder;
}

/** The multiplier k = H(N | PAD(g)) of SRP-6a, with Cognito's padding. */
export const multiplier = toBigInt(sha256(padded(prime), padded(generator)));
