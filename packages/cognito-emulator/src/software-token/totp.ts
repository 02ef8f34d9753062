import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretBytes = 32;
const stepSeconds = 30;
const digits = 6;
// RFC 6238, section 5.2: one step of tolerance for a slow network and a clock that is off
const tolerance = 1;

/** A new shared secret in base32 (RFC 4648), as authenticator apps take it. */
export function newSecret(): string {
  const bits = Array.from(randomBytes(secretBytes), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The steps around an instant at which a code is the right one, oldest first. */
export function stepsOf(secret: string, code: string, now: Date): number[] {
  const current = Math.floor(now.getTime() / 1000 / stepSeconds);
  const steps = Array.from({ length: 2 * tolerance + 1 }, (_, index) => current - tolerance + index);
  return steps.filter((step) => isCodeOf(secret, step, code));
}

function isCodeOf(secret: string, step: number, code: string): boolean {
  const expected = Buffer.from(codeAt(secret, step));
  const given = Buffer.from(code);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** HOTP (RFC 4226, section 5.3) of a step: HMAC-SHA1, dynamic truncation, six digits. */
function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', decode(secret)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const truncated = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(truncated % 10 ** digits).padStart(digits, '0');
}

function decode(secret: string): Buffer {
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
