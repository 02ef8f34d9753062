import { refusal } from '../refusal.js';
import { type Accepted, TokenCache } from './token-cache.js';

describe('TokenCache', () => {
  let cache: TokenCache;

  beforeEach(() => {
    cache = new TokenCache();
  });

  /** Tokens as long as Cognito's, which differ in front and at the end. */
  const token = (index: number) => `${index}.${'x'.repeat(1_000)}.${'s'.repeat(60)}${String(index).padStart(6, '0')}`;
  const alike = (index: number) => `y${token(index)}`;
  const accept = (text: string) => {
    cache.accept({ token: text } as Accepted);
  };
  const refuse = (text: string) => {
    cache.refuse({ token: text, error: refusal('expired', {}), refusedAt: 0, judgedAt: 0 });
  };
  const count = (lookUp: (text: string) => unknown) =>
    Array.from({ length: 3_000 }, (_, index) => lookUp(token(index))).filter((entry) => entry !== undefined).length;

  it('holds thousands of good tokens, which no flood of bad ones pushes out', () => {
    for (let index = 0; index < 3_000; index++) accept(token(index));
    for (let index = 3_000; index < 9_000; index++) refuse(token(index));
    expect(count((text) => cache.acceptedAs(text))).toBe(3_000);
  });

  it('holds the bad tokens that came last, and not all of a flood', () => {
    for (let index = 0; index < 3_000; index++) refuse(token(index));
    const held = count((text) => cache.refusedAs(text));
    expect(held).toBeGreaterThanOrEqual(900);
    expect(held).toBeLessThanOrEqual(2_000);
    expect(cache.refusedAs(token(2_999))).toBeDefined();
  });

  it('never holds more tokens or more bytes than it may, a token counting twice, and keeps those in use', () => {
    const refused = { entries: 10, bytes: 1_000_000 };
    for (const accepted of [
      { entries: 10, bytes: 1_000_000 },
      { entries: 1_000, bytes: 10 * 2 * token(99).length },
    ]) {
      cache = new TokenCache({ accepted, refused });
      for (let index = 0; index < 100; index++) {
        accept(token(index));
        cache.acceptedAs(token(0));
      }
      expect(count((text) => cache.acceptedAs(text))).toBe(10);
      expect(cache.acceptedAs(token(0))).toBeDefined();
    }
  });

  it('takes a token for itself alone, not for one that ends alike', () => {
    accept(token(1));
    refuse(token(2));
    expect(cache.acceptedAs(alike(1))).toBeUndefined();
    expect(cache.refusedAs(alike(2))).toBeUndefined();
    cache.drop(alike(1));
    expect(cache.acceptedAs(token(1))).toMatchObject({ token: token(1) });
    cache.drop(token(1));
    expect(cache.acceptedAs(token(1))).toBeUndefined();
  });
});
