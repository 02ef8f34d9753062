import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { startFaultProxy } from '../support/store/fault-proxy.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

describe('practitioners', () => {
  let engine: Engine;
  let rooms: Rooms;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    for (const id of ['CLN-001', 'CLN-002']) {
      await rooms.clinicWrites.create(rooms.admin, { id, name: id, timeZone: 'UTC', emailDomains: [] });
    }
  });
  afterEach(async () => {
    rooms.table.close();
    await engine.stop();
  });

  it('keeps a practitioner of a clinic, bookable while active', async () => {
    const made = await rooms.practitioners.create(rooms.admin, 'CLN-001', {
      id: 'PRA-1',
      name: 'Dr. Ada Reyes',
      active: true,
    });
    expect(made).toEqual({
      id: 'PRA-1',
      clinicId: 'CLN-001',
      name: 'Dr. Ada Reyes',
      active: true,
      version: 1,
      etag: expect.stringMatching(/^"1-/) as string,
      createdAt: '2026-03-02T08:00:00.000Z',
      updatedAt: '2026-03-02T08:00:00.000Z',
    });
    await expect(rooms.practitioners.isBookable('CLN-001', 'PRA-1')).resolves.toBe(true);
    await expect(rooms.practitioners.isBookable('CLN-002', 'PRA-1')).resolves.toBe(false);
    await rooms.practitioners.change(rooms.admin, 'CLN-001', 'PRA-1', { active: false });
    await expect(rooms.practitioners.isBookable('CLN-001', 'PRA-1')).resolves.toBe(false);
  });

  it('changes only what is named, and null takes a specialty away (RFC 7396)', async () => {
    const before = await rooms.practitioners.create(rooms.admin, 'CLN-001', {
      name: 'Ada',
      specialty: 'Optometry',
      active: true,
    });
    rooms.clock.advance(60);
    const renamed = await rooms.practitioners.change(rooms.admin, 'CLN-001', before.id, { name: 'Ada Reyes' });
    expect(renamed).toEqual({
      ...before,
      name: 'Ada Reyes',
      updatedAt: '2026-03-02T08:01:00.000Z',
      version: 2,
      etag: expect.stringMatching(/^"2-/) as string,
    });
    const { specialty, ...rest } = renamed;
    expect(specialty).toBe('Optometry');
    await expect(rooms.practitioners.change(rooms.admin, 'CLN-001', before.id, { specialty: null })).resolves.toEqual({
      ...rest,
      version: 3,
      etag: expect.stringMatching(/^"3-/) as string,
    });
  });

  it('takes an id once a clinic', async () => {
    await rooms.practitioners.create(rooms.admin, 'CLN-001', { id: 'PRA-1', name: 'Ada', active: true });
    await expect(
      rooms.practitioners.create(rooms.admin, 'CLN-001', { id: 'PRA-1', name: 'Bo', active: true }),
    ).rejects.toMatchObject({ code: 'already_exists' });
    await expect(
      rooms.practitioners.create(rooms.admin, 'CLN-002', { id: 'PRA-1', name: 'Bo', active: true }),
    ).resolves.toMatchObject({ clinicId: 'CLN-002' });
  });

  it('makes one practitioner of a request that is repeated under its Idempotency-Key', async () => {
    const key = { caller: 'staff', key: 'k1' };
    const ada = { name: 'Ada', active: true };
    const first = await rooms.practitioners.create(rooms.admin, 'CLN-001', ada, key);
    await expect(rooms.practitioners.create(rooms.admin, 'CLN-001', ada, key)).resolves.toEqual(first);
    await expect(rooms.practitioners.create(rooms.admin, 'CLN-001', { ...ada, name: 'Bo' }, key)).rejects.toMatchObject(
      {
        code: 'idempotency_key_reused',
      },
    );
    const elsewhere = await rooms.practitioners.create(rooms.admin, 'CLN-002', ada, key);
    expect(elsewhere.id).not.toBe(first.id);
  });

  it('takes its own write for done when the answer to it got lost', async () => {
    const lost = new Set(['PutItem 1', 'PutItem 2']);
    const proxy = await startFaultProxy(engine.endpoint, ({ operation, number }) =>
      lost.has(`${operation} ${number}`) ? 'lose-answer' : 'none',
    );
    const behind = furnish(tableAt(proxy.endpoint));
    const made = await behind.practitioners.create(behind.admin, 'CLN-001', { id: 'PRA-1', name: 'Ada', active: true });
    lost.add('PutItem 4');
    const changed = await behind.practitioners.change(behind.admin, 'CLN-001', 'PRA-1', { name: 'Bo' });
    expect([made.version, changed.version]).toEqual([1, 2]);
    expect(behind.audit.records.map(({ changes }) => changes)).toEqual([
      ['id', 'clinicId', 'name', 'active'],
      ['name'],
    ]);
    await expect(rooms.practitioners.get('CLN-001', 'PRA-1')).resolves.toEqual(changed);
    behind.table.close();
    await proxy.stop();
  });

  it('changes only what the caller has seen', async () => {
    const { id, etag } = await rooms.practitioners.create(rooms.admin, 'CLN-001', { name: 'Ada', active: true });
    const sees = (current: string) => current === etag;
    await rooms.practitioners.change(rooms.admin, 'CLN-001', id, { name: 'Bo' }, sees);
    await expect(rooms.practitioners.change(rooms.admin, 'CLN-001', id, { name: 'Cy' }, sees)).rejects.toMatchObject({
      code: 'version_mismatch',
    });
  });

  it('finds nothing to write to in a clinic that is not there', async () => {
    await expect(
      rooms.practitioners.create(rooms.admin, 'CLN-404', { name: 'Ada', active: true }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(rooms.practitioners.change(rooms.admin, 'CLN-001', 'PRA-404', { name: 'Ada' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(rooms.practitioners.list('CLN-001', { limit: 10 })).resolves.toEqual({ items: [] });
  });

  it('lists those of one clinic, page by page', async () => {
    for (const id of ['PRA-3', 'PRA-1', 'PRA-2']) {
      await rooms.practitioners.create(rooms.admin, 'CLN-001', { id, name: id, active: true });
    }
    await rooms.practitioners.create(rooms.admin, 'CLN-002', { id: 'PRA-9', name: 'of another clinic', active: true });
    const first = await rooms.practitioners.list('CLN-001', { limit: 2 });
    const second = await rooms.practitioners.list('CLN-001', { limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['PRA-1', 'PRA-2', 'PRA-3']);
    expect(second.nextCursor).toBeUndefined();
  });
});
