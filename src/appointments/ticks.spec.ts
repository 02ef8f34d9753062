import { requestOf } from '../dynamodb/write.js';
import { dayAction, dayChanges } from './day-changes.js';
import { isOnTick, ticksOf } from './ticks.js';

const id = 'APT-ffffffffffffffffffffffff';
const appointment = (startsAt: string, endsAt: string) => ({
  clinicId: 'CLN-001',
  practitionerId: 'PRA-1',
  startsAt,
  endsAt,
  status: 'booked' as const,
});

describe('ticks', () => {
  it('are the five-minute pieces of an appointment, its end excluded', () => {
    expect(ticksOf('2026-03-02T00:00:00.000Z', '2026-03-02T00:10:00.000Z')).toEqual([
      { day: '2026-03-02', ticks: [0, 1] },
    ]);
    expect(ticksOf('2026-03-02T23:55:00.000Z', '2026-03-03T00:00:00.000Z')).toEqual([
      { day: '2026-03-02', ticks: [287] },
    ]);
  });

  it('fall on two days when an appointment crosses midnight in UTC, also into a leap day', () => {
    expect(ticksOf('2028-02-28T23:55:00.000Z', '2028-02-29T00:05:00.000Z')).toEqual([
      { day: '2028-02-28', ticks: [287] },
      { day: '2028-02-29', ticks: [0] },
    ]);
  });

  it('begin on the mark', () => {
    expect(isOnTick(new Date('2026-03-02T00:05:00.000Z'))).toBe(true);
    expect(isOnTick(new Date('2026-03-02T00:05:00.001Z'))).toBe(false);
  });
});

describe('what a move changes in a day', () => {
  const before = appointment('2026-03-02T09:00:00.000Z', '2026-03-02T09:20:00.000Z');

  it('takes only new ticks and frees only old ones', () => {
    const after = appointment('2026-03-02T09:10:00.000Z', '2026-03-02T09:30:00.000Z');
    expect(dayChanges(before, after)).toMatchObject([{ take: [112, 113], release: [108, 109] }]);
  });

  it('is nothing when the time stays, and all of it when the appointment is cancelled', () => {
    expect(dayChanges(before, { ...before })).toEqual([]);
    expect(dayChanges(before, { ...before, status: 'cancelled' })).toMatchObject([
      { take: [], release: [108, 109, 110, 111] },
    ]);
  });

  it('fits into what DynamoDB allows of one expression: 4 KB and 300 operators, for the longest move', () => {
    const long = appointment('2026-03-02T08:00:00.000Z', '2026-03-02T16:00:00.000Z');
    const later = appointment('2026-03-02T16:00:00.000Z', '2026-03-02T23:55:00.000Z');
    for (const change of dayChanges(long, later)) {
      const { UpdateExpression = '', ConditionExpression = '' } =
        requestOf('clinic-portal', dayAction(change, id)).Update ?? {};
      expect(Buffer.byteLength(UpdateExpression)).toBeLessThanOrEqual(4_096);
      expect(Buffer.byteLength(ConditionExpression)).toBeLessThanOrEqual(4_096);
      expect(ConditionExpression.match(/attribute_not_exists|AND/g)?.length).toBeLessThanOrEqual(300);
    }
  });
});
