import { isOnTick, ticksOf } from './ticks.js';

const at = (instant: string): number => Date.parse(instant);

describe('ticks', () => {
  it('are the five-minute pieces of an appointment, its end excluded', () => {
    expect(ticksOf(at('2026-03-02T00:00:00.000Z'), at('2026-03-02T00:10:00.000Z'))).toEqual([
      { day: '2026-03-02', ticks: [0, 1] },
    ]);
    expect(ticksOf(at('2026-03-02T23:55:00.000Z'), at('2026-03-03T00:00:00.000Z'))).toEqual([
      { day: '2026-03-02', ticks: [287] },
    ]);
  });

  it('fall on two days when an appointment crosses midnight in UTC, also into a leap day', () => {
    expect(ticksOf(at('2028-02-28T23:55:00.000Z'), at('2028-02-29T00:05:00.000Z'))).toEqual([
      { day: '2028-02-28', ticks: [287] },
      { day: '2028-02-29', ticks: [0] },
    ]);
  });

  it('begin on the mark', () => {
    expect(isOnTick(new Date('2026-03-02T00:05:00.000Z'))).toBe(true);
    expect(isOnTick(new Date('2026-03-02T00:05:00.001Z'))).toBe(false);
  });
});
