import { AvailabilityService } from '../../src/availability/availability.service.js';
import { TakenTimeRepository } from '../../src/availability/taken-time.repository.js';
import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { type FaultProxy, startFaultProxy } from '../support/store/fault-proxy.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

const nineToFive = [{ from: '09:00', to: '17:00' }];
const everyDay = {
  ...{ monday: nineToFive, tuesday: nineToFive, wednesday: nineToFive, thursday: nineToFive },
  ...{ friday: nineToFive, saturday: nineToFive, sunday: nineToFive },
};

describe('availability', () => {
  let engine: Engine;
  let proxy: FaultProxy;
  let rooms: Rooms;
  let availability: AvailabilityService;
  let calls: string[];

  beforeEach(async () => {
    engine = await startEngine();
    calls = [];
    proxy = await startFaultProxy(engine.endpoint, ({ operation }) => {
      calls.push(operation);
      return 'none';
    });
    rooms = furnish(tableAt(proxy.endpoint));
    const { clinics, practitioners, visitTypes, clock, admin, table } = rooms;
    availability = new AvailabilityService(clinics, practitioners, visitTypes, new TakenTimeRepository(table), clock);
    await rooms.clinicWrites.create(admin, {
      id: 'CLN-001',
      name: 'Sunrise',
      timeZone: 'America/New_York',
      emailDomains: [],
      openingHours: everyDay,
    });
    for (const id of ['PRA-1', 'PRA-2']) await practitioners.create(admin, 'CLN-001', { id, name: id, active: true });
    await visitTypes.create(admin, 'CLN-001', {
      ...{ id: 'VIS-1', name: 'Check-up', durationMinutes: 60, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
      active: true,
    });
  });
  afterEach(async () => {
    rooms.table.close();
    await proxy.stop();
    await engine.stop();
  });

  const ask = (changes: Partial<Parameters<AvailabilityService['list']>[1]> = {}) =>
    availability.list('CLN-001', {
      visitTypeId: 'VIS-1',
      practitionerId: 'PRA-1',
      from: '2026-03-07',
      to: '2026-03-08',
      limit: 100,
      ...changes,
    });
  const localTimes = async (changes: Parameters<typeof ask>[0] = {}) =>
    (await ask(changes)).items.map(({ localStartsAt }) => localStartsAt);
  /** Takes time as a booking does. */
  const take = async (practitionerId: string, day: string, ticks: readonly number[], until?: number) => {
    const set = Object.fromEntries(ticks.map((tick) => [`t${tick}`, 'APT1']));
    const update = { PK: `PRACTITIONER#CLN-001#${practitionerId}`, SK: `DAY#${day}` };
    await rooms.table.write({ update, set: { ...set, ...(until !== undefined && { hold_APT1: until }) } });
  };

  it('offers the opening hours by the clock of the clinic, on both sides of a change of the clocks', async () => {
    const saturday = await localTimes();
    expect(saturday).toHaveLength(29);
    expect([saturday[0], saturday.at(-1)]).toEqual(['2026-03-07T09:00:00-05:00', '2026-03-07T16:00:00-05:00']);
    const sunday = await localTimes({ from: '2026-03-08', to: '2026-03-09' });
    expect([sunday[0], sunday.at(-1)]).toEqual(['2026-03-08T09:00:00-04:00', '2026-03-08T16:00:00-04:00']);
  });

  it('leaves out what is taken, buffers included, and offers holds whose time is over', async () => {
    // 15:00 to 16:00 in UTC is ten to eleven in New York
    const ticks = Array.from({ length: 12 }, (_, index) => 180 + index);
    await take('PRA-1', '2026-03-07', ticks);
    expect((await localTimes()).slice(0, 2)).toEqual(['2026-03-07T09:00:00-05:00', '2026-03-07T11:00:00-05:00']);
    await rooms.visitTypes.change(rooms.admin, 'CLN-001', 'VIS-1', { bufferAfterMinutes: 5 });
    expect((await localTimes())[0]).toBe('2026-03-07T11:00:00-05:00');
    const now = rooms.clock.now().getTime();
    await take('PRA-1', '2026-03-07', ticks, now + 60_000);
    expect((await localTimes())[0]).toBe('2026-03-07T11:00:00-05:00');
    rooms.clock.advance(60);
    expect((await localTimes())[0]).toBe('2026-03-07T09:00:00-05:00');
  });

  it('follows working hours, exceptions, time off, closures and the rules of the clinic', async () => {
    await rooms.practitioners.change(rooms.admin, 'CLN-001', 'PRA-1', {
      exceptions: [{ date: '2026-03-07', hours: [{ from: '12:00', to: '15:00' }] }],
      timeOff: [{ startsAt: '2026-03-07T18:00:00.000Z', endsAt: '2026-03-07T19:00:00.000Z' }],
    });
    expect(await localTimes()).toEqual(['2026-03-07T12:00:00-05:00', '2026-03-07T14:00:00-05:00']);
    await rooms.clinicWrites.changeSettings(rooms.admin, 'CLN-001', {
      bookingRules: {
        ...{ leadTimeMinutes: 0, cancellationNoticeMinutes: 0, slotStepMinutes: 30, requireIfMatch: false },
        horizonDays: 3,
      },
    });
    expect(await localTimes()).toEqual([]);
    expect(await localTimes({ from: '2026-03-03', to: '2026-03-04', limit: 3 })).toEqual([
      '2026-03-03T09:00:00-05:00',
      '2026-03-03T09:30:00-05:00',
      '2026-03-03T10:00:00-05:00',
    ]);
    await rooms.clinicWrites.changeSettings(rooms.admin, 'CLN-001', {
      closures: [{ from: '2026-03-03', to: '2026-03-03' }],
    });
    expect(await localTimes({ from: '2026-03-03', to: '2026-03-04' })).toEqual([]);
  });

  it('reads a practitioner and day at most twice, whatever is booked, and remembers settings', async () => {
    await ask();
    for (const ticks of [[180], [190, 191], Array.from({ length: 96 }, (_, index) => 160 + index)]) {
      await take('PRA-1', '2026-03-07', ticks);
      calls.length = 0;
      await ask();
      expect(calls).toEqual(['Query']);
    }
    calls.length = 0;
    await ask({ practitionerId: undefined, from: '2026-03-07', to: '2026-03-14' });
    // the list of the practitioners, and one read for each of them
    expect(calls).toEqual(['Query', 'Query', 'Query']);
  });

  it('gives every start once, in order, page by page', async () => {
    const everything = { practitionerId: undefined, from: '2026-03-07', to: '2026-03-27' };
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask({ ...everything, limit: 77, cursor });
      expect(page.items.length).toBeLessThanOrEqual(77);
      seen.push(...page.items.map(({ startsAt, practitionerId }) => `${startsAt} ${practitionerId}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(20 * 29 * 2);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it('offers nothing of who does not offer it, and knows nothing of other clinics', async () => {
    await rooms.visitTypes.change(rooms.admin, 'CLN-001', 'VIS-1', { practitionerIds: ['PRA-2'] });
    await expect(ask()).resolves.toEqual({ items: [] });
    const { items } = await ask({ practitionerId: undefined });
    expect(new Set(items.map(({ practitionerId }) => practitionerId))).toEqual(new Set(['PRA-2']));
    const missing = { code: 'not_found' };
    await expect(ask({ practitionerId: 'PRA-404' })).rejects.toMatchObject(missing);
    await expect(ask({ visitTypeId: 'VIS-404' })).rejects.toMatchObject(missing);
    await expect(ask({ to: '2026-03-07' })).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(ask({ to: '2026-06-07' })).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
