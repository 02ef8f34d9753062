import { isPlainId, newPlainId } from './plain-id.js';

describe('plain ids', () => {
  it.each(['CLN-001', 'a', '7', 'A_b-c', 'x'.repeat(50)])('%p is one', (id) => {
    expect(isPlainId(id)).toBe(true);
  });

  it.each(['', '-a', '_a', 'a#b', 'CLN-001#META', 'a b', 'a/b', 'é', 'a\n', 'a\u0000', 'x'.repeat(51)])(
    '%p is none',
    (id) => {
      expect(isPlainId(id)).toBe(false);
    },
  );

  it('makes ids that are plain and differ', () => {
    const ids = Array.from({ length: 100 }, () => newPlainId('CLN'));
    expect(ids.every(isPlainId)).toBe(true);
    expect(new Set(ids).size).toBe(100);
  });
});
