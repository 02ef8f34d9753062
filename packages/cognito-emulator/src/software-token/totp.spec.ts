import { Secret, TOTP } from 'otpauth';
import { newSecret, stepsOf } from './totp.js';

const at = new Date('2026-03-04T05:06:07Z');
const step = Math.floor(at.getTime() / 30_000);

/** What an authenticator app shows `seconds` after `at`; otpauth is an implementation independent of ours. */
function shown(secret: string, seconds = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() + seconds * 1000 });
}

describe('time-based one-time passwords (RFC 6238)', () => {
  test('the test vector of RFC 6238, appendix B, in six digits', () => {
    const secret = Secret.fromUTF8('12345678901234567890').base32;
    expect(stepsOf(secret, '287082', new Date(59_000))).toEqual([1]);
    expect(stepsOf(secret, '081804', new Date(1_111_111_109_000))).toEqual([37_037_036]);
  });

  test('codes of an independent implementation are right, for many secrets', () => {
    for (let round = 0; round < 50; round += 1) {
      const secret = newSecret();
      expect(stepsOf(secret, shown(secret), at)).toContain(step);
    }
  });

  test('a code is right one step before and after its time, and no longer (RFC 6238, section 5.2)', () => {
    const secret = newSecret();
    expect(stepsOf(secret, shown(secret, -30), at)).toContain(step - 1);
    expect(stepsOf(secret, shown(secret, 30), at)).toContain(step + 1);
    expect(stepsOf(secret, shown(secret, -60), at)).not.toContain(step - 2);
    expect(stepsOf(secret, shown(secret, 60), at)).not.toContain(step + 2);
  });

  test('anything that is not a code is wrong', () => {
    const secret = newSecret();
    for (const code of ['', '12345', '1234567', 'abcdef', shown(newSecret())]) {
      expect(stepsOf(secret, code, at)).toEqual([]);
    }
  });

  test('a secret is 256 random bits in base32', () => {
    expect(newSecret()).toMatch(/^[A-Z2-7]{52}$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});
