import { allItems, type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { startFaultProxy } from '../support/store/fault-proxy.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

describe('patients', () => {
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

  const register = (name: string, clinicId = 'CLN-001') => rooms.patients.create(rooms.admin, clinicId, { name });
  const namesFound = async (namePrefix: string, clinicId = 'CLN-001') => {
    const { items } = await rooms.patients.list(clinicId, { namePrefix, limit: 50 });
    return items.map(({ name }) => name);
  };

  it('are found by the beginning of their names, without case and accents, in their own clinic only', async () => {
    for (const name of ['Müller, Anna', 'MULLER Bernd', 'Muñoz', 'Meyer', '山田 太郎']) await register(name);
    await register('Muller of another clinic', 'CLN-002');
    await expect(namesFound('mul')).resolves.toEqual(['Müller, Anna', 'MULLER Bernd']);
    await expect(namesFound('Mü')).resolves.toEqual(['Müller, Anna', 'MULLER Bernd', 'Muñoz']);
    await expect(namesFound('山')).resolves.toEqual(['山田 太郎']);
    await expect(namesFound('x')).resolves.toEqual([]);
  });

  it('are listed page by page in the order of their names, each once', async () => {
    const names = ['Zoe', 'Ada', 'Ben', 'ada', 'Émile', '3rd Person', 'Ørsted', '李'];
    for (const name of names) await register(name);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rooms.patients.list('CLN-001', { limit: 3, cursor });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ name }) => String(name)));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect([...seen].sort()).toEqual([...names].sort());
    expect(seen.map((name) => name.toLowerCase())).toEqual([
      '3rd person',
      'ada',
      'ada',
      'ben',
      'émile',
      'zoe',
      'ørsted',
      '李',
    ]);
  });

  it('move in the register with a change of their name', async () => {
    const { id } = await register('Smith');
    await rooms.patients.change(rooms.admin, 'CLN-001', id, { name: 'Jones', phone: '+12025550123' });
    await expect(namesFound('smith')).resolves.toEqual([]);
    await expect(namesFound('jones')).resolves.toEqual(['Jones']);
    await rooms.patients.change(rooms.admin, 'CLN-001', id, { phone: null });
    expect(await rooms.patients.get('CLN-001', id)).not.toHaveProperty('phone');
  });

  it('lose no change when several are made at once', async () => {
    const { id } = await register('Ada');
    await Promise.all([
      rooms.patients.change(rooms.admin, 'CLN-001', id, { phone: '+12025550123' }),
      rooms.patients.change(rooms.admin, 'CLN-001', id, { email: 'ada@mail.example' }),
    ]);
    await expect(rooms.patients.get('CLN-001', id)).resolves.toMatchObject({
      name: 'Ada',
      phone: '+12025550123',
      email: 'ada@mail.example',
      version: 3,
    });
  });

  it('keep the answer right when the answer of the store gets lost', async () => {
    const proxy = await startFaultProxy(engine.endpoint, ({ operation, number }) =>
      operation === 'TransactWriteItems' && number % 2 === 1 ? 'lose-answer' : 'none',
    );
    const behind = furnish(tableAt(proxy.endpoint));
    const made = await behind.patients.create(rooms.admin, 'CLN-001', { id: 'PAT-1', name: 'Ada' });
    const changed = await behind.patients.change(rooms.admin, 'CLN-001', 'PAT-1', { name: 'Ada Reyes' });
    expect([made.version, changed.version]).toEqual([1, 2]);
    await expect(rooms.patients.get('CLN-001', 'PAT-1')).resolves.toEqual(changed);
    behind.table.close();
    await proxy.stop();
  });

  describe('that are doubles', () => {
    it('become one: both ids answer the kept patient, who takes over what was missing', async () => {
      const kept = await rooms.patients.create(rooms.admin, 'CLN-001', { name: 'Ada Reyes', note: 'Left eye' });
      const double = await rooms.patients.create(rooms.admin, 'CLN-001', {
        name: 'A. Reyes',
        phone: '+12025550123',
        note: 'Prefers mornings',
      });
      const merged = await rooms.patients.merge(rooms.admin, 'CLN-001', kept.id, { duplicateId: double.id });
      expect(merged).toMatchObject({
        id: kept.id,
        name: 'Ada Reyes',
        phone: '+12025550123',
        note: 'Left eye\n\nPrefers mornings',
        mergedIds: [double.id],
        version: 2,
      });
      await expect(rooms.patients.get('CLN-001', double.id)).resolves.toEqual(merged);
      await expect(namesFound('a')).resolves.toEqual(['Ada Reyes']);
      await expect(rooms.patients.idsOf('CLN-001', double.id)).resolves.toEqual([kept.id, double.id]);
      // again, as after an answer that got lost
      await expect(rooms.patients.merge(rooms.admin, 'CLN-001', kept.id, { duplicateId: double.id })).resolves.toEqual(
        merged,
      );
    });

    it('of doubles follow them, so that no id is ever two steps away', async () => {
      const [one, two, three] = [await register('One'), await register('Two'), await register('Three')];
      await rooms.patients.merge(rooms.admin, 'CLN-001', two.id, { duplicateId: three.id });
      const merged = await rooms.patients.merge(rooms.admin, 'CLN-001', one.id, { duplicateId: two.id });
      expect(merged.mergedIds).toEqual([two.id, three.id]);
      for (const { id } of [two, three]) await expect(rooms.patients.get('CLN-001', id)).resolves.toEqual(merged);
    });

    it('cannot be of another clinic, nor the patient itself', async () => {
      const kept = await register('Ada');
      const foreign = await register('Ada', 'CLN-002');
      const before = await allItems(engine.endpoint);
      for (const duplicateId of [foreign.id, 'PAT-404']) {
        await expect(rooms.patients.merge(rooms.admin, 'CLN-001', kept.id, { duplicateId })).rejects.toMatchObject({
          code: 'not_found',
        });
      }
      await expect(
        rooms.patients.merge(rooms.admin, 'CLN-001', kept.id, { duplicateId: kept.id }),
      ).rejects.toMatchObject({
        code: 'invalid_request',
      });
      expect(await allItems(engine.endpoint)).toEqual(before);
    });
  });

  describe('that are erased', () => {
    it('keep their id, and nothing that says who they were', async () => {
      const { id } = await rooms.patients.create(rooms.admin, 'CLN-001', {
        name: 'Quentin Unusual',
        birthDate: '1950-05-05',
        email: 'quentin@mail.example',
        phone: '+12025550199',
        note: 'Quentin wears glasses',
      });
      const double = await register('Quentin U.');
      await rooms.patients.merge(rooms.admin, 'CLN-001', id, { duplicateId: double.id });
      const erased = await rooms.patients.erase(rooms.admin, 'CLN-001', id);
      expect(erased).toMatchObject({ id, status: 'erased', mergedIds: [double.id] });
      await expect(namesFound('q')).resolves.toEqual([]);
      const text = JSON.stringify(await allItems(engine.endpoint));
      for (const word of ['quentin', 'Quentin', '1950-05-05', '2025550199']) expect(text).not.toContain(word);
      await expect(rooms.patients.get('CLN-001', double.id)).resolves.toEqual(erased);
      await expect(rooms.patients.erase(rooms.admin, 'CLN-001', id)).resolves.toEqual(erased);
    });

    it('can no longer be changed or merged', async () => {
      const { id } = await register('Ada');
      const other = await register('Ben');
      await rooms.patients.erase(rooms.admin, 'CLN-001', id);
      const refused = { code: 'patient_erased' };
      await expect(rooms.patients.change(rooms.admin, 'CLN-001', id, { name: 'Eve' })).rejects.toMatchObject(refused);
      await expect(rooms.patients.merge(rooms.admin, 'CLN-001', id, { duplicateId: other.id })).rejects.toMatchObject(
        refused,
      );
      await expect(rooms.patients.merge(rooms.admin, 'CLN-001', other.id, { duplicateId: id })).rejects.toMatchObject(
        refused,
      );
    });
  });

  it('need a clinic that exists', async () => {
    await expect(register('Ada', 'CLN-404')).rejects.toMatchObject({ code: 'not_found' });
    await expect(rooms.patients.get('CLN-002', 'PAT-404')).rejects.toMatchObject({ code: 'not_found' });
  });
});
