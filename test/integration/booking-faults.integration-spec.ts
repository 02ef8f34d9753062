import type { AppError } from '../../src/errors/app-error.js';
import { booking, clinicId, keyed, ledger, movedTo, openClinics, staff } from '../support/server/appointments.js';
import { allItems, type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { type Call, type CallFault, type FaultProxy, startFaultProxy } from '../support/store/fault-proxy.js';
import { randomOf } from '../support/random.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

describe('appointments between faults of the store and of the network', () => {
  let engine: Engine;
  let proxy: FaultProxy;
  let rooms: Rooms;
  let decide: (call: Call) => CallFault;
  let transactions: number;

  beforeEach(async () => {
    engine = await startEngine();
    decide = () => 'none';
    transactions = 0;
    proxy = await startFaultProxy(engine.endpoint, (call) => {
      if (call.operation === 'TransactWriteItems') transactions += 1;
      return decide(call);
    });
    rooms = furnish(tableAt(proxy.endpoint));
    await openClinics(rooms);
    transactions = 0;
  });
  afterEach(async () => {
    const { taken, booked } = ledger(await allItems(engine.endpoint));
    expect(taken).toEqual(booked);
    rooms.table.close();
    await proxy.stop();
    await engine.stop();
  });

  /** The next transactions meet these faults, one each. */
  const meet = (...faults: CallFault[]) => {
    decide = ({ operation }) => (operation === 'TransactWriteItems' ? (faults.shift() ?? 'none') : 'none');
  };
  const path = (appointmentId: string) => ({ clinicId, appointmentId });
  const book = (key?: string, time = '09:00') => rooms.bookings.book(staff(), clinicId, keyed(key), booking(time, 30));

  it.each(['lose-request', 'lose-answer', 'fail', 'fail-after', 'conflict'] as const)(
    'books, moves, cancels and deletes once through %s',
    async (fault) => {
      meet(fault);
      const { id } = await book();
      meet(fault);
      await expect(
        rooms.appointments.change(rooms.admin, path(id), undefined, movedTo('09:15', 30)),
      ).resolves.toMatchObject({
        version: 2,
      });
      meet(fault);
      await expect(rooms.appointments.transition(rooms.admin, path(id), undefined, 'cancel')).resolves.toMatchObject({
        status: 'cancelled',
        version: 3,
      });
      meet(fault);
      await rooms.appointments.remove(rooms.admin, path(id), undefined);
      expect(transactions).toBe(8);
      expect((await allItems(engine.endpoint)).filter(({ type }) => type === 'APPOINTMENT')).toEqual([]);
    },
  );

  it('finds its own booking when the caller repeats a request whose answer never came', async () => {
    let calls = 0;
    decide = () => {
      calls += 1;
      return calls === 1 ? 'lose-answer' : 'lose-request';
    };
    await expect(book('key-1')).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: 1 });
    decide = () => 'none';
    const again = await book('key-1');
    await expect(rooms.appointments.get(rooms.admin, path(again.id))).resolves.toEqual(again);
    await expect(book('key-2')).rejects.toMatchObject({ code: 'slot_taken' });
  });

  it('takes a repeated move for done when its answer never came', async () => {
    const { id } = await book();
    meet('lose-answer', 'lose-request', 'lose-request');
    const move = () => rooms.appointments.change(rooms.admin, path(id), undefined, movedTo('11:00', 30));
    await expect(move()).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(move()).resolves.toMatchObject({ version: 2, startsAt: '2026-03-02T11:00:00.000Z' });
  });

  it('gives another entity tag to what is booked anew under the same Idempotency-Key', async () => {
    const first = await book('key-1');
    await rooms.appointments.remove(rooms.admin, path(first.id), undefined);
    const second = await book('key-1');
    expect(second.id).toBe(first.id);
    expect(second.etag).not.toBe(first.etag);
    const seenFirst = (etag: string) => etag === first.etag;
    await expect(
      rooms.appointments.transition(rooms.admin, path(second.id), seenFirst, 'cancel'),
    ).rejects.toMatchObject({
      code: 'version_mismatch',
    });
  });

  it('tells at once that a slot is taken when a conflict hides who took it', async () => {
    await book();
    meet('conflict', 'conflict', 'conflict');
    transactions = 0;
    await expect(book()).rejects.toMatchObject({ code: 'slot_taken' });
    expect(transactions).toBe(1);
  });

  it('tries a bounded number of times when conflicts never end', async () => {
    decide = ({ operation }) => (operation === 'TransactWriteItems' ? 'conflict' : 'none');
    await expect(book()).rejects.toMatchObject({ code: 'store_unavailable', retryAfter: 1 });
    expect(transactions).toBe(4);
  });

  it.each([11, 12, 13])(
    'never double-books and loses no retry under random faults (seed %d)',
    async (seed) => {
      const random = randomOf(seed);
      const faults = ['lose-request', 'lose-answer', 'fail', 'fail-after', 'conflict'] as const;
      decide = ({ operation }) => {
        if (random.next() > 0.4) return 'none';
        const fault = random.pick(faults);
        return fault === 'conflict' && operation !== 'TransactWriteItems' ? 'fail' : fault;
      };
      const clients = Array.from({ length: 12 }, async (_, index) => {
        const time = random.pick(['09:00', '09:10', '09:20', '23:45']);
        const { id } = await stubborn(() => book(`key-${index}`, time));
        if (index % 3 === 0)
          await stubborn(() => rooms.appointments.change(rooms.admin, path(id), undefined, movedTo('14:00', 30)));
        if (index % 3 === 1)
          await stubborn(() => rooms.appointments.transition(rooms.admin, path(id), undefined, 'cancel'));
        return id;
      });
      const results = await Promise.allSettled(clients);
      decide = () => 'none';
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'slot_taken' });
        else
          await expect(rooms.appointments.get(rooms.admin, path(result.value))).resolves.toMatchObject({
            id: result.value,
          });
      }
      expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    },
    30_000,
  );
});

/** A client that repeats its request while the store is away. */
async function stubborn<T>(request: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if ((error as AppError).code !== 'store_unavailable') throw error;
    }
  }
}
