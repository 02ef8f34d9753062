import { createHash } from 'node:crypto';
import { createVerifier, passwordMatches } from './password-verifier.js';
import { claimHolds, parseClientPublic, startHandshake } from './srp-handshake.js';
import { generator, multiplier, padded, power, prime } from './srp-group.js';

const owner = { poolName: 'example01', username: '5f8d6a1e-0000-4000-a000-000000000001' };

describe('SRP-6a as Cognito speaks it', () => {
  test('uses the 3072-bit group of RFC 5054, Appendix A', () => {
    expect(prime.toString(2)).toHaveLength(3072);
    expect(prime.toString(16)).toMatch(/^ffffffffffffffffc90fdaa22168c234.*4b82d120a93ad2caffffffffffffffff$/);
    expect(generator).toBe(2n);
  });

  test('derives its multiplier from the padded prime and the generator: k = H(N | g)', () => {
    const expected = createHash('sha256')
      .update(Buffer.from(`00${prime.toString(16)}02`, 'hex'))
      .digest('hex');
    expect(multiplier.toString(16)).toBe(expected.replace(/^0+/, ''));
  });

  test('pads a number whose top bit is set, and one of odd length, as signed big-endian', () => {
    expect(padded(0x7fn).toString('hex')).toBe('7f');
    expect(padded(0x80n).toString('hex')).toBe('0080');
    expect(padded(0xabcn).toString('hex')).toBe('0abc');
  });

  test('keeps of a password only what it takes to compare it', () => {
    const stored = createVerifier(owner, 'Correct1horse');
    expect(JSON.stringify(stored)).not.toContain('Correct1horse');
    expect(passwordMatches(owner, 'Correct1horse', stored)).toBe(true);
    expect(passwordMatches(owner, 'Correct1horsf', stored)).toBe(false);
    expect(passwordMatches({ ...owner, username: 'other' }, 'Correct1horse', stored)).toBe(false);
    expect(createVerifier(owner, 'Correct1horse').verifier).not.toBe(stored.verifier);
  });

  test.each(['0', prime.toString(16), (2n * prime).toString(16), '', 'xyz', '-1', 'f'.repeat(1025)])(
    'refuses a client value that would fix the key, or is none (RFC 5054, section 2.5.4): %.12s',
    (hex) => {
      expect(parseClientPublic(hex)).toBeUndefined();
    },
  );

  test('holds no claim signed without the password', () => {
    const stored = createVerifier(owner, 'Correct1horse');
    const handshake = startHandshake(power(generator, 12345n), stored);
    const claim = { secretBlock: Buffer.alloc(16), timestamp: 'now', signature: Buffer.alloc(32) };
    expect(claimHolds(handshake, owner, stored, claim)).toBe(false);
    expect(claimHolds(handshake, owner, stored, { ...claim, signature: Buffer.alloc(0) })).toBe(false);
  });
});
