import { requestOf } from '../dynamodb/write.js';
import { dayAction, dayChanges, judgeDay } from './practitioner-day.js';

const id = 'APT-ffffffffffffffffffffffff';
const appointment = (startsAt: string, endsAt: string, changes: object = {}) => ({
  id,
  clinicId: 'CLN-001',
  practitionerId: 'PRA-1',
  startsAt,
  endsAt,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  status: 'booked',
  ...changes,
});

describe('what a move changes in a day', () => {
  const before = appointment('2026-03-02T09:00:00.000Z', '2026-03-02T09:20:00.000Z');

  it('takes only new ticks and frees only old ones', () => {
    const after = appointment('2026-03-02T09:10:00.000Z', '2026-03-02T09:30:00.000Z');
    expect(dayChanges(before, after)).toMatchObject([{ take: [112, 113], release: [108, 109] }]);
  });

  it('is nothing when the time stays, and all of it when the appointment is cancelled', () => {
    expect(dayChanges(before, { ...before })).toEqual([]);
    expect(dayChanges(before, { ...before, status: 'cancelled' as const })).toMatchObject([
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

  it('counts the buffers, also over midnight', () => {
    const buffered = appointment('2026-03-03T00:05:00.000Z', '2026-03-03T00:10:00.000Z', {
      bufferBeforeMinutes: 10,
      bufferAfterMinutes: 5,
    });
    expect(dayChanges(undefined, buffered)).toMatchObject([{ take: [287] }, { take: [0, 1, 2] }]);
  });
});

describe('holds', () => {
  const now = Date.parse('2026-03-02T08:00:00.000Z');
  const heldUntil = '2026-03-02T08:02:00.000Z';
  const span = ['2026-03-02T09:00:00.000Z', '2026-03-02T09:10:00.000Z'] as const;
  const held = appointment(...span, { status: 'held', heldUntil });
  const [change] = dayChanges(undefined, appointment(...span, { id: 'APT-1' }));
  const day = (until: number) => ({ t108: 'APT-2', t109: 'APT-2', t110: 'APT-2', 'hold_APT-2': until });

  it('stand in the way until they expire, and then are taken over whole, if they still are what was seen', () => {
    if (change === undefined) throw new Error('no change');
    expect(judgeDay(day(now + 1), change, 'APT-1', now)).toBe('taken');
    const takeover = judgeDay(day(now), change, 'APT-1', now);
    if (typeof takeover === 'string') throw new Error(takeover);
    const { Update } = requestOf('T', dayAction(takeover, 'APT-1'));
    expect(Update).toMatchObject({
      ConditionExpression: '#expired0 = :expired0',
      UpdateExpression: expect.stringContaining('REMOVE #t110, #hold_APT_2') as string,
      ExpressionAttributeValues: { ':expired0': now },
    });
  });

  it('are booked only while they stand', () => {
    const [booked] = dayChanges(held, { ...held, status: 'booked', heldUntil: undefined });
    if (booked === undefined) throw new Error('no change');
    expect(booked).toMatchObject({ take: [], release: [], hold: null });
    expect(requestOf('T', dayAction(booked, id)).Update).toMatchObject({
      ConditionExpression: '#standing = :standing',
      ExpressionAttributeValues: { ':standing': Date.parse(heldUntil) },
    });
    expect(judgeDay({}, booked, id, now)).toBe('hold-over');
  });
});
