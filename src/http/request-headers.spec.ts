import { parseIfMatch } from './precondition.js';
import { parseIdempotencyKey } from './request-headers.decorator.js';

describe('If-Match (RFC 9110, section 13.1.1)', () => {
  it('allows everything when it is absent or a star', () => {
    expect(parseIfMatch(undefined)).toBeUndefined();
    expect(parseIfMatch('*')?.('"7"')).toBe(true);
  });

  it.each(['"7"', ' "7" ', '"1", "7"', '"x","7"'])('%s means the entity tag "7"', (header) => {
    expect(parseIfMatch(header)?.('"7"')).toBe(true);
    expect(parseIfMatch(header)?.('"8"')).toBe(false);
  });

  it('never matches a weak tag', () => {
    expect(parseIfMatch('W/"7"')?.('"7"')).toBe(false);
  });

  it.each(['', '7', '"7', 'w/"7"', '"7" "8"', '*, "7"', `"${'x'.repeat(1_000)}"`])('%p is malformed', (header) => {
    expect(() => parseIfMatch(header)).toThrow(expect.objectContaining({ code: 'invalid_request' }) as Error);
  });
});

describe('Idempotency-Key', () => {
  it.each([undefined, 'a', '8e03978e-40d5-43dd-bc93-6894a57f9324', '"quoted"', 'x'.repeat(255)])('may be %p', (key) => {
    expect(parseIdempotencyKey(key)).toBe(key);
  });

  it.each(['', 'a b', 'é', 'a\t', 'a, b', 'x'.repeat(256)])('may not be %p', (key) => {
    expect(() => parseIdempotencyKey(key)).toThrow(
      expect.objectContaining({
        faults: [expect.objectContaining({ in: 'header', pointer: '#/idempotency-key' })],
      }) as Error,
    );
  });
});
