import { UnknownKids } from './unknown-kids.js';

const start = Date.parse('2026-03-02T08:00:00.000Z');

describe('UnknownKids', () => {
  let kids: UnknownKids;

  beforeEach(() => {
    kids = new UnknownKids({ burst: 2, every: 8_000, callerRecheckAfter: 60_000, recheckAfter: 5_000, remembered: 3 });
  });

  /** How many of ten ids that nobody asked for before may be asked for at once. */
  const asked = (now: number) =>
    Array.from({ length: 10 }, (_, index) => kids.judge(`kid-${now}-${index}`, now)).filter(
      (verdict) => verdict === 'ask',
    ).length;

  it('allows a burst, then one read each interval, and saves up no more than a burst', () => {
    expect(asked(start)).toBe(2);
    expect(asked(start + 7_999)).toBe(0);
    expect(asked(start + 8_000)).toBe(1);
    expect(asked(start + 16_000)).toBe(1);
    expect(asked(start + 3_600_000)).toBe(2);
  });

  it('tells an id that is not there from one that nobody could look for, and when that will be', () => {
    expect(kids.remaining(start)).toBe(0);
    expect(asked(start)).toBe(2);
    expect(kids.judge('late', start)).toBe('over_budget');
    expect(kids.remaining(start)).toBe(8_000);
    expect(kids.remaining(start + 6_000)).toBe(2_000);
    expect(kids.remaining(start + 8_000)).toBe(0);
  });

  it('earns nothing when the clock is set back', () => {
    expect(asked(start)).toBe(2);
    expect(asked(start - 60_000)).toBe(0);
    expect(asked(start - 52_000)).toBe(1);
  });

  it('asks again for an id that was not there only after a while, and spends nothing on it meanwhile', () => {
    expect(kids.judge('stranger', start)).toBe('ask');
    kids.remember('stranger', start);
    expect(kids.judge('stranger', start + 4_999)).toBe('absent');
    expect(kids.judge('other', start + 4_999)).toBe('ask');
    expect(kids.judge('stranger', start + 9_000)).toBe('ask');
  });

  it('asks again at the very end of that while', () => {
    kids.remember('stranger', start);
    expect(kids.judge('stranger', start + 5_000)).toBe('ask');
  });

  it('remembers only so many ids', () => {
    for (const kid of ['a', 'b', 'c', 'd']) kids.remember(kid, start);
    expect(kids.judge('d', start)).toBe('absent');
    expect(kids.judge('a', start)).toBe('ask');
  });
});
