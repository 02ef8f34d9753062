import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

const eyeCare = { name: 'Sunrise Eye Care', timeZone: 'America/New_York', emailDomains: ['sunrise-eye.com'] };

/** What every clinic shows beside its own fields. */
const record = (version: number) => ({
  version,
  etag: expect.stringMatching(new RegExp(`^"${version}-[0-9a-f]{16}"$`)) as string,
  createdAt: '2026-03-02T08:00:00.000Z',
  updatedAt: '2026-03-02T08:00:00.000Z',
});

describe('clinics', () => {
  let engine: Engine;
  let rooms: Rooms;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
  });
  afterEach(async () => {
    rooms.table.close();
    await engine.stop();
  });

  it('keeps a clinic and finds it by id and by e-mail domain', async () => {
    const clinic = { id: 'CLN-001', ...eyeCare };
    await expect(rooms.clinicWrites.create(rooms.admin, clinic)).resolves.toEqual({ ...clinic, ...record(1) });
    await expect(rooms.clinics.get('CLN-001')).resolves.toEqual({ ...clinic, ...record(1) });
    await expect(rooms.clinics.approvalOf('sunrise-eye.com')).resolves.toEqual({
      clinicId: 'CLN-001',
      autoConfirm: false,
    });
    await expect(rooms.clinics.approvalOf('eye.com')).resolves.toBeUndefined();
  });

  it('gives a clinic an id of its own when none is named', async () => {
    const { id } = await rooms.clinicWrites.create(rooms.admin, eyeCare);
    expect(id).toMatch(/^CLN-[0-9a-f]{20}$/);
  });

  it('knows nothing of a clinic that is not there', async () => {
    await expect(rooms.clinics.get('CLN-404')).rejects.toMatchObject({ code: 'not_found' });
    await expect(rooms.clinicWrites.change(rooms.admin, 'CLN-404', { name: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(rooms.clinics.exists('CLN-404')).resolves.toBe(false);
  });

  it('takes an id once', async () => {
    await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-001', ...eyeCare });
    const second = { id: 'CLN-001', ...eyeCare, emailDomains: ['other.example'] };
    await expect(rooms.clinicWrites.create(rooms.admin, second)).rejects.toMatchObject({ code: 'already_exists' });
    await expect(rooms.clinics.approvalOf('other.example')).resolves.toBeUndefined();
  });

  it('lets a domain belong to one clinic only, and names it in the refusal', async () => {
    await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-001', ...eyeCare });
    const greedy = { id: 'CLN-002', ...eyeCare, emailDomains: ['valley.example', 'sunrise-eye.com'] };
    await expect(rooms.clinicWrites.create(rooms.admin, greedy)).rejects.toMatchObject({
      code: 'already_exists',
      detail: expect.stringContaining('sunrise-eye.com') as string,
    });
    await expect(rooms.clinics.exists('CLN-002')).resolves.toBe(false);
    await expect(rooms.clinics.approvalOf('valley.example')).resolves.toBeUndefined();
  });

  it('keeps what a clinic chose for sign-ups, also with each of its domains', async () => {
    const signUp = { autoConfirm: true, allowOutsideInvitations: true };
    await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-001', ...eyeCare });
    await expect(rooms.clinics.allowsOutsideInvitations('CLN-001')).resolves.toBe(false);
    await rooms.clinicWrites.change(rooms.admin, 'CLN-001', { signUp });
    await expect(rooms.clinics.get('CLN-001')).resolves.toEqual({ id: 'CLN-001', ...eyeCare, signUp, ...record(2) });
    await expect(rooms.clinics.approvalOf('sunrise-eye.com')).resolves.toMatchObject({ autoConfirm: true });
    await expect(rooms.clinics.allowsOutsideInvitations('CLN-001')).resolves.toBe(true);
    await rooms.clinicWrites.change(rooms.admin, 'CLN-001', {
      signUp: { autoConfirm: false, allowOutsideInvitations: false },
    });
    await expect(rooms.clinics.approvalOf('sunrise-eye.com')).resolves.toMatchObject({ autoConfirm: false });
    await expect(rooms.clinics.allowsOutsideInvitations('CLN-404')).resolves.toBe(false);
  });

  it('changes only the choice for sign-ups that is named', async () => {
    await rooms.clinicWrites.create(rooms.admin, {
      id: 'CLN-001',
      ...eyeCare,
      signUp: { autoConfirm: false, allowOutsideInvitations: true },
    });
    await expect(
      rooms.clinicWrites.change(rooms.admin, 'CLN-001', { signUp: { autoConfirm: true } }),
    ).resolves.toMatchObject({
      signUp: { autoConfirm: true, allowOutsideInvitations: true },
    });
  });

  it('changes only what the caller has seen', async () => {
    const { etag } = await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-001', ...eyeCare });
    const sees = (seen: string) => (current: string) => current === seen;
    await rooms.clinicWrites.change(rooms.admin, 'CLN-001', { name: 'A' }, sees(etag));
    await expect(rooms.clinicWrites.change(rooms.admin, 'CLN-001', { name: 'B' }, sees(etag))).rejects.toMatchObject({
      code: 'version_mismatch',
    });
    await expect(rooms.clinics.get('CLN-001')).resolves.toMatchObject({ name: 'A' });
  });

  it('makes one clinic of a request that is repeated under its Idempotency-Key', async () => {
    const key = { caller: 'admin', key: 'k1' };
    const first = await rooms.clinicWrites.create(rooms.admin, eyeCare, key);
    await expect(rooms.clinicWrites.create(rooms.admin, eyeCare, key)).resolves.toEqual(first);
    await expect(rooms.clinicWrites.create(rooms.admin, { ...eyeCare, name: 'Other' }, key)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    await expect(rooms.clinicWrites.create(rooms.admin, eyeCare, { ...key, caller: 'other' })).rejects.toMatchObject({
      code: 'already_exists',
    });
  });

  it('frees the domains that a change takes away and refuses those of others', async () => {
    await rooms.clinicWrites.create(rooms.admin, {
      id: 'CLN-001',
      ...eyeCare,
      emailDomains: ['a.example', 'b.example'],
    });
    await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-002', ...eyeCare, emailDomains: ['d.example'] });
    const changed = await rooms.clinicWrites.change(rooms.admin, 'CLN-001', {
      emailDomains: ['b.example', 'c.example'],
    });
    expect(changed).toEqual({
      id: 'CLN-001',
      ...eyeCare,
      emailDomains: ['b.example', 'c.example'],
      ...record(2),
    });
    await expect(rooms.clinics.approvalOf('a.example')).resolves.toBeUndefined();
    await expect(rooms.clinics.approvalOf('c.example')).resolves.toMatchObject({ clinicId: 'CLN-001' });
    await expect(
      rooms.clinicWrites.change(rooms.admin, 'CLN-001', { emailDomains: ['d.example'] }),
    ).rejects.toMatchObject({
      code: 'already_exists',
    });
    await expect(rooms.clinics.get('CLN-001')).resolves.toEqual(changed);
  });

  it('loses no change when several are made at once', async () => {
    await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-001', ...eyeCare });
    await Promise.all([
      rooms.clinicWrites.change(rooms.admin, 'CLN-001', { name: 'New name' }),
      rooms.clinicWrites.change(rooms.admin, 'CLN-001', { timeZone: 'Europe/Paris' }),
      rooms.clinicWrites.change(rooms.admin, 'CLN-001', { emailDomains: ['new.example'] }),
    ]);
    await expect(rooms.clinics.get('CLN-001')).resolves.toEqual({
      id: 'CLN-001',
      name: 'New name',
      timeZone: 'Europe/Paris',
      emailDomains: ['new.example'],
      ...record(4),
    });
  });

  it('lists all clinics page by page, and refuses cursors that are forged', async () => {
    const ids = ['CLN-001', 'CLN-002', 'CLN-003', 'CLN-0', 'cln-1'];
    for (const id of ids) await rooms.clinicWrites.create(rooms.admin, { id, ...eyeCare, emailDomains: [] });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rooms.clinics.list({ limit: 2, cursor });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([...ids].sort());

    const { nextCursor } = await rooms.clinics.list({ limit: 2 });
    for (const forged of ['', 'x', `${String(nextCursor)}=`, 'W10', 'bnVsbA']) {
      await expect(async () => rooms.clinics.list({ limit: 2, cursor: forged })).rejects.toMatchObject({
        code: 'invalid_request',
        faults: [{ in: 'query', pointer: '#/cursor' }],
      });
    }
    await expect(async () =>
      rooms.practitioners.list('CLN-001', { limit: 2, cursor: nextCursor }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
