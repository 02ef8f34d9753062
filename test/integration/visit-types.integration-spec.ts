import { allItems, type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { startFaultProxy } from '../support/store/fault-proxy.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

const checkUp = {
  name: 'Check-up',
  durationMinutes: 30,
  bufferBeforeMinutes: 5,
  bufferAfterMinutes: 10,
  colour: '#2f6fed',
  active: true,
};

describe('visit types', () => {
  let engine: Engine;
  let rooms: Rooms;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    for (const id of ['CLN-001', 'CLN-002']) {
      await rooms.clinicWrites.create(rooms.admin, { id, name: id, timeZone: 'UTC', emailDomains: [] });
      await rooms.practitioners.create(rooms.admin, id, { id: `PRA-${id}`, name: 'Ada', active: true });
    }
  });
  afterEach(async () => {
    rooms.table.close();
    await engine.stop();
  });

  it('are kept, listed and changed, each in its own clinic', async () => {
    const made = await rooms.visitTypes.create(rooms.admin, 'CLN-001', {
      ...checkUp,
      practitionerIds: ['PRA-CLN-001'],
    });
    expect(made).toMatchObject({ ...checkUp, clinicId: 'CLN-001', practitionerIds: ['PRA-CLN-001'], version: 1 });
    await expect(rooms.visitTypes.get('CLN-001', made.id)).resolves.toEqual(made);
    await expect(rooms.visitTypes.get('CLN-002', made.id)).rejects.toMatchObject({ code: 'not_found' });
    const changed = await rooms.visitTypes.change(rooms.admin, 'CLN-001', made.id, {
      durationMinutes: 45,
      colour: null,
    });
    expect(changed).toMatchObject({ durationMinutes: 45, version: 2 });
    expect(changed).not.toHaveProperty('colour');
    await expect(rooms.visitTypes.list('CLN-001', { limit: 10 })).resolves.toEqual({ items: [changed] });
    await expect(rooms.visitTypes.list('CLN-002', { limit: 10 })).resolves.toEqual({ items: [] });
  });

  it('are offered by practitioners of the clinic only; another writes nothing', async () => {
    const made = await rooms.visitTypes.create(rooms.admin, 'CLN-001', checkUp);
    const before = await allItems(engine.endpoint);
    for (const practitionerIds of [['PRA-CLN-002'], ['PRA-CLN-001', 'PRA-404']]) {
      const refused = { code: 'not_found' };
      await expect(
        rooms.visitTypes.create(rooms.admin, 'CLN-001', { ...checkUp, practitionerIds }),
      ).rejects.toMatchObject(refused);
      await expect(rooms.visitTypes.change(rooms.admin, 'CLN-001', made.id, { practitionerIds })).rejects.toMatchObject(
        refused,
      );
    }
    await expect(rooms.visitTypes.create(rooms.admin, 'CLN-404', checkUp)).rejects.toMatchObject({ code: 'not_found' });
    expect(await allItems(engine.endpoint)).toEqual(before);
  });

  it('are as they were changed at once, although what was read is remembered for a moment', async () => {
    const { id } = await rooms.visitTypes.create(rooms.admin, 'CLN-001', checkUp);
    await expect(rooms.visitTypes.recent('CLN-001', id)).resolves.toMatchObject({ durationMinutes: 30 });
    await rooms.visitTypes.change(rooms.admin, 'CLN-001', id, { durationMinutes: 60 });
    await expect(rooms.visitTypes.recent('CLN-001', id)).resolves.toMatchObject({ durationMinutes: 60 });
  });

  it('are seen by another process within five seconds, and read once meanwhile', async () => {
    let reads = 0;
    const proxy = await startFaultProxy(engine.endpoint, ({ operation }) => {
      if (operation === 'GetItem') reads += 1;
      return 'none';
    });
    const other = furnish(tableAt(proxy.endpoint));
    const { id } = await rooms.visitTypes.create(rooms.admin, 'CLN-001', checkUp);
    const seen = () => other.visitTypes.recent('CLN-001', id);
    await Promise.all([seen(), seen(), seen()]);
    await rooms.visitTypes.change(rooms.admin, 'CLN-001', id, { durationMinutes: 60 });
    other.clock.advance(4.9);
    await expect(seen()).resolves.toMatchObject({ durationMinutes: 30 });
    expect(reads).toBe(1);
    other.clock.advance(0.2);
    await expect(seen()).resolves.toMatchObject({ durationMinutes: 60 });
    expect(reads).toBe(2);
    other.table.close();
    await proxy.stop();
  });

  it('keep the answer right when the answer of the store gets lost', async () => {
    const proxy = await startFaultProxy(engine.endpoint, ({ operation, number }) =>
      ['TransactWriteItems', 'PutItem'].includes(operation) && number % 2 === 1 ? 'lose-answer' : 'none',
    );
    const behind = furnish(tableAt(proxy.endpoint));
    const made = await behind.visitTypes.create(rooms.admin, 'CLN-001', { id: 'VIS-1', ...checkUp });
    const changed = await behind.visitTypes.change(rooms.admin, 'CLN-001', 'VIS-1', { active: false });
    expect([made.version, changed.version]).toEqual([1, 2]);
    await expect(rooms.visitTypes.get('CLN-001', 'VIS-1')).resolves.toEqual(changed);
    behind.table.close();
    await proxy.stop();
  });
});
