import { WaitlistService } from '../../src/waitlist/waitlist.service.js';
import { WriteRetries } from '../../src/dynamodb/write-retries.js';
import { allItems, type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

describe('the waitlist', () => {
  let engine: Engine;
  let rooms: Rooms;
  let waitlist: WaitlistService;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    const { table, clock, audit, admin, clinics, patients, practitioners, visitTypes } = rooms;
    const retries = new WriteRetries();
    waitlist = new WaitlistService(table, clock, retries, audit, clinics, patients, practitioners, visitTypes);
    for (const id of ['CLN-001', 'CLN-002']) {
      await rooms.clinicWrites.create(admin, { id, name: id, timeZone: 'America/New_York', emailDomains: [] });
      await practitioners.create(admin, id, { id: `PRA-${id}`, name: 'Ada', active: true });
      await visitTypes.create(admin, id, {
        ...{ id: `VIS-${id}`, name: 'Check-up', durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
        active: true,
      });
      await patients.create(admin, id, { id: `PAT-${id}`, name: 'Ben' });
    }
  });
  afterEach(async () => {
    rooms.table.close();
    await engine.stop();
  });

  const wish = { patientId: 'PAT-CLN-001', visitTypeId: 'VIS-CLN-001' };
  const wait = (changes: object = {}) => waitlist.create(rooms.admin, 'CLN-001', { ...wish, ...changes });
  const matches = async (startsAt: string, endsAt: string) => {
    const freed = { practitionerId: 'PRA-CLN-001', startsAt, endsAt, limit: 50 };
    return (await waitlist.matches('CLN-001', freed)).map(({ id }) => id);
  };

  it('says who fits a time that became free, by day, hour, practitioner and length, longest waiting first', async () => {
    const second = { ...closed, monday: [{ from: '08:00', to: '12:00' }] };
    const ids: string[] = [];
    for (const changes of [{ hours: second }, {}, { earliest: '2026-03-10' }, { latest: '2026-03-08' }]) {
      ids.push((await wait(changes)).id);
      rooms.clock.advance(60);
    }
    // a Monday: eight to nine in New York
    await expect(matches('2026-03-09T12:00:00Z', '2026-03-09T13:00:00Z')).resolves.toEqual([ids[0], ids[1]]);
    // eight in the evening of that day, which is Tuesday in UTC
    await expect(matches('2026-03-10T00:00:00Z', '2026-03-10T01:00:00Z')).resolves.toEqual([ids[1]]);
    await expect(matches('2026-03-10T12:00:00Z', '2026-03-10T13:00:00Z')).resolves.toEqual([ids[1], ids[2]]);
    await expect(matches('2026-03-10T12:00:00Z', '2026-03-10T12:25:00Z')).resolves.toEqual([]);
    await waitlist.change(rooms.admin, 'CLN-001', String(ids[1]), { status: 'withdrawn' });
    await expect(matches('2026-03-09T12:00:00Z', '2026-03-09T13:00:00Z')).resolves.toEqual([ids[0]]);
  });

  it('notes an offer only of a time that is held for the patient', async () => {
    const { id } = await wait();
    const hold = { PK: 'APPOINTMENT#CLN-001#APT-1', SK: 'META', patient_id: 'PAT-CLN-001' };
    const offer = () => waitlist.offer(rooms.admin, 'CLN-001', id, 'APT-1');
    await expect(offer()).rejects.toMatchObject({ code: 'not_found' });
    await rooms.table.write({ put: { ...hold, status: 'booked' } });
    await expect(offer()).rejects.toMatchObject({ code: 'not_held' });
    await rooms.table.write({ put: { ...hold, status: 'held', patient_id: 'PAT-2' } });
    await expect(offer()).rejects.toMatchObject({ code: 'not_held' });
    await rooms.table.write({ put: { ...hold, status: 'held' } });
    await expect(offer()).resolves.toMatchObject({ status: 'offered', offeredAppointmentId: 'APT-1' });
    await expect(matches('2026-03-09T12:00:00Z', '2026-03-09T13:00:00Z')).resolves.toEqual([]);
  });

  it('takes ids of its own clinic only, and writes nothing otherwise', async () => {
    const before = await allItems(engine.endpoint);
    for (const changes of [
      { patientId: 'PAT-CLN-002' },
      { visitTypeId: 'VIS-CLN-002' },
      { practitionerIds: ['PRA-CLN-001', 'PRA-CLN-002'] },
    ]) {
      await expect(wait(changes)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await allItems(engine.endpoint)).toEqual(before);
  });

  it('takes an entry off the list', async () => {
    const { id } = await wait();
    await waitlist.remove(rooms.admin, 'CLN-001', id);
    await expect(waitlist.get('CLN-001', id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(waitlist.list('CLN-001', { limit: 10 })).resolves.toEqual({ items: [] });
  });
});

const closed = {
  ...{ monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] },
};
