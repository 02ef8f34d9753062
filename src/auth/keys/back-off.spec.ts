import { BackOff } from './back-off.js';

const start = Date.parse('2026-03-02T08:00:00.000Z');

describe('BackOff', () => {
  let backOff: BackOff;

  beforeEach(() => {
    backOff = new BackOff({ first: 1_000, max: 60_000 }, () => 1);
  });

  it('holds nothing off before the first failure', () => {
    expect(backOff.failing).toBe(false);
    expect(backOff.mayRead(start)).toBe(true);
    expect(backOff.remaining(start)).toBe(0);
    expect(backOff.failedLately(start)).toBe(false);
  });

  it('holds reads off until the wait is over, and says how long that is', () => {
    backOff.failed(start);
    expect(backOff.failing).toBe(true);
    expect(backOff.remaining(start + 400)).toBe(600);
    expect(backOff.mayRead(start + 999)).toBe(false);
    expect(backOff.mayRead(start + 1_000)).toBe(true);
    expect(backOff.remaining(start + 5_000)).toBe(0);
  });

  it('remembers a failure for twice the longest wait', () => {
    backOff.failed(start);
    expect(backOff.failedLately(start + 119_999)).toBe(true);
    expect(backOff.failedLately(start + 120_000)).toBe(false);
  });

  it('begins anew after a success', () => {
    backOff.failed(start);
    backOff.failed(start);
    backOff.succeeded();
    expect(backOff.failing).toBe(false);
    expect(backOff.failedLately(start)).toBe(false);
    expect(backOff.mayRead(start)).toBe(true);
    backOff.failed(start);
    expect(backOff.remaining(start)).toBe(1_000);
  });
});
