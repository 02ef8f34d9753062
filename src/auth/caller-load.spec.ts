import { AppError } from '../errors/app-error.js';
import { CallerLoad } from './caller-load.js';

describe('CallerLoad', () => {
  let load: CallerLoad;
  beforeEach(() => {
    load = new CallerLoad({ atOnce: 2, waiting: { reads: 0, changes: 2 }, waitMs: 50 });
  });

  /** What becomes of a request: `runs`, the code of its refusal, or the promise of one of them. */
  const enter = (caller: string, kind: 'reads' | 'changes'): unknown => {
    try {
      return (
        load.enter(caller, kind)?.then(
          () => 'runs',
          (error: unknown) => (error instanceof AppError ? error.code : error),
        ) ?? 'runs'
      );
    } catch (error) {
      return error instanceof AppError ? error.code : error;
    }
  };

  it('refuses what is beyond the bound of its caller, with the time of a retry, and no other caller', () => {
    expect([enter('a', 'reads'), enter('a', 'reads'), enter('a', 'reads')]).toEqual([
      'runs',
      'runs',
      'too_many_requests',
    ]);
    expect(enter('b', 'reads')).toBe('runs');
    expect(() => load.enter('a', 'reads')).toThrow(expect.objectContaining({ retryAfter: 1 }) as Error);
  });

  it('gives a place back once', () => {
    for (const caller of ['a', 'a', 'b']) enter(caller, 'reads');
    load.leave('a');
    expect([enter('a', 'reads'), enter('a', 'reads')]).toEqual(['runs', 'too_many_requests']);
    for (let time = 0; time < 3; time += 1) load.leave('a');
    expect([enter('a', 'reads'), enter('a', 'reads'), enter('a', 'reads')]).toEqual([
      'runs',
      'runs',
      'too_many_requests',
    ]);
  });

  it('lets those wait that may, in their order, and only so many', async () => {
    enter('a', 'changes');
    enter('a', 'changes');
    const order: string[] = [];
    const waiting = ['first', 'second'].map(async (name) => {
      await enter('a', 'changes');
      order.push(name);
    });
    expect(enter('a', 'changes')).toBe('too_many_requests');
    load.leave('a');
    await waiting[0];
    expect(order).toEqual(['first']);
    load.leave('a');
    await waiting[1];
    expect(order).toEqual(['first', 'second']);
    // the places went on to those who waited
    expect(enter('a', 'reads')).toBe('too_many_requests');
  });

  it('lets nobody wait for ever', async () => {
    enter('a', 'changes');
    enter('a', 'changes');
    await expect(enter('a', 'changes')).resolves.toBe('too_many_requests');
    load.leave('a');
    expect(enter('a', 'reads')).toBe('runs');
  });
});
