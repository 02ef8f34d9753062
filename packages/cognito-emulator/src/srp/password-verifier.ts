import { randomBytes, timingSafeEqual } from 'node:crypto';
import { generator, padded, power, sha256, toBigInt } from './srp-group.js';

/** All that is kept of a password: a salt and g^x (RFC 5054, section 2.4), both in hexadecimal. */
export interface PasswordVerifier {
  readonly salt: string;
  readonly verifier: string;
}

/** Whose password it is: the pool's id without its region, and the user's immutable name. */
export interface PasswordOwner {
  readonly poolName: string;
  readonly username: string;
}

/** A verifier for a password, under a salt of its own unless one is given. */
export function createVerifier(
  owner: PasswordOwner,
  password: string,
  salt = randomBytes(16).toString('hex'),
): PasswordVerifier {
  const identity = sha256(`${owner.poolName}${owner.username}:${password}`);
  const x = toBigInt(sha256(padded(BigInt(`0x${salt}`)), identity));
  return { salt, verifier: power(generator, x).toString(16) };
}

/** Whether a password is the one behind a verifier, compared in constant time. */
export function passwordMatches(owner: PasswordOwner, password: string, expected: PasswordVerifier): boolean {
  const actual = createVerifier(owner, password, expected.salt);
  return timingSafeEqual(sha256(actual.verifier), sha256(expected.verifier));
}
