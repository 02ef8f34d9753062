import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PasswordOwner, PasswordVerifier } from './password-verifier.js';
import { generator, modulo, multiplier, padded, power, prime, sha256, toBigInt } from './srp-group.js';

/** The server's half of an SRP-6a exchange, between its two requests; `secret` never leaves the process. */
export interface SrpHandshake {
  readonly clientPublic: bigint;
  readonly serverPublic: bigint;
  readonly secret: bigint;
}

/** What the client sends to prove that it knows the password. */
export interface PasswordClaim {
  readonly secretBlock: Buffer;
  readonly timestamp: string;
  readonly signature: Buffer;
}

/** Reads the client's A from hexadecimal; undefined when it is not a number or is 0 modulo N (RFC 5054, section 2.5.4). */
export function parseClientPublic(hex: string): bigint | undefined {
  if (!/^[0-9a-f]{1,1024}$/i.test(hex)) return undefined;
  const value = BigInt(`0x${hex}`);
  return value % prime === 0n ? undefined : value;
}

/** Answers the client's A with B = k*v + g^b. */
export function startHandshake(clientPublic: bigint, { verifier }: PasswordVerifier): SrpHandshake {
  const secret = toBigInt(randomBytes(32));
  const serverPublic = modulo(multiplier * BigInt(`0x${verifier}`) + power(generator, secret));
  return { clientPublic, serverPublic, secret };
}

/** Whether the claim was signed with the key that both sides derive, compared in constant time. */
export function claimHolds(
  handshake: SrpHandshake,
  owner: PasswordOwner,
  verifier: PasswordVerifier,
  claim: PasswordClaim,
): boolean {
  const expected = createHmac('sha256', sessionKey(handshake, verifier))
    .update(owner.poolName)
    .update(owner.username)
    .update(claim.secretBlock)
    .update(claim.timestamp)
    .digest();
  return expected.length === claim.signature.length && timingSafeEqual(expected, claim.signature);
}

/** HKDF over S = (A * v^u)^b, with the label of Cognito's clients. */
function sessionKey({ clientPublic, serverPublic, secret }: SrpHandshake, { verifier }: PasswordVerifier): Buffer {
  const u = toBigInt(sha256(padded(clientPublic), padded(serverPublic)));
  const shared = power(clientPublic * power(BigInt(`0x${verifier}`), u), secret);
  return Buffer.from(hkdfSync('sha256', padded(shared), padded(u), 'Caldera Derived Key', 16));
}
