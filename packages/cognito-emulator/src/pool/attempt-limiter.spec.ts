import { FakeClock } from '../fake-clock.js';
import { AttemptLimiter } from './attempt-limiter.js';

// AWS developer guide: "Lockout behavior for failed sign-in attempts"
describe('the limit on wrong passwords', () => {
  let clock: FakeClock;
  let limiter: AttemptLimiter;

  beforeEach(() => {
    clock = new FakeClock();
    limiter = new AttemptLimiter(clock);
  });

  function fail(times: number): void {
    for (let time = 0; time < times; time += 1) limiter.failed('ann');
  }
  const locked = (name = 'ann'): boolean => {
    try {
      limiter.requireUnlocked(name);
      return false;
    } catch {
      return true;
    }
  };

  test('locks a name for one second after the fifth, and nobody else', () => {
    fail(4);
    expect(locked()).toBe(false);
    fail(1);
    expect(() => {
      limiter.requireUnlocked('ann');
    }).toThrow('Password attempts exceeded');
    expect(locked('bob')).toBe(false);
    clock.advance({ seconds: 1 });
    expect(locked()).toBe(false);
  });

  test.each([
    [6, 2],
    [8, 8],
    [14, 512],
    [40, 900],
  ])('after %d it is locked for %d seconds', (failures, seconds) => {
    fail(failures);
    clock.advance({ seconds: seconds - 1 });
    expect(locked()).toBe(true);
    clock.advance({ seconds: 1 });
    expect(locked()).toBe(false);
  });

  test('a right password starts the count anew', () => {
    fail(4);
    limiter.succeeded('ann');
    fail(4);
    expect(locked()).toBe(false);
  });

  test('so do fifteen quiet minutes', () => {
    fail(6);
    clock.advance({ minutes: 16 });
    fail(4);
    expect(locked()).toBe(false);
  });
});
