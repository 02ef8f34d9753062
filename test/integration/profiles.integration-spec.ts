import type { TokenSubject } from '../../src/auth/principal/authority.js';
import { AuthorityMarks } from '../../src/profiles/authority-marks.repository.js';
import { profileKey } from '../../src/profiles/profile.item.js';
import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

const sub = '0b1c8f6e-7a5d-4c3b-9e2f-1a2b3c4d5e6f';
const subject = (changes: Partial<TokenSubject> = {}): TokenSubject => ({
  sub,
  username: sub,
  claimedClinicId: undefined,
  email: undefined,
  ...changes,
});

describe('profiles and the authority they give', () => {
  let engine: Engine;
  let rooms: Rooms;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-001', name: 'One', timeZone: 'UTC', emailDomains: [] });
  });
  afterEach(async () => {
    rooms.table.close();
    await engine.stop();
  });

  const stored = () => rooms.table.get(profileKey(sub));
  const overwrite = (attributes: Record<string, unknown>) =>
    rooms.table.write({ put: { ...profileKey(sub), type: 'USER', created_at: 'x', status: 'active', ...attributes } });

  it('writes the profile item exactly as it is specified', async () => {
    await rooms.profiles.ensure({ sub, email: 'eve@sunrise-eye.com', clinicId: 'CLN-001' });
    await expect(stored()).resolves.toEqual({
      PK: `USER#${sub}`,
      SK: 'META',
      type: 'USER',
      email: 'eve@sunrise-eye.com',
      clinic_id: 'CLN-001',
      created_at: '2026-03-02T08:00:00.000Z',
      status: 'active',
    });
  });

  it('never resets a profile that is there (docs/cognito-facts.md#l5)', async () => {
    const before = await rooms.profiles.ensure({ sub, email: 'eve@sunrise-eye.com', clinicId: 'CLN-001' });
    rooms.clock.advance(60);
    await expect(rooms.profiles.ensure({ sub, email: 'other@x.example', clinicId: undefined })).resolves.toEqual(
      before,
    );
  });

  describe('a profile that was made without proof of its clinic', () => {
    beforeEach(async () => {
      await rooms.profiles.ensure({ sub, email: undefined, clinicId: undefined });
    });

    it('is marked so', async () => {
      expect(await stored()).toMatchObject({ status: 'active', clinic_pending: true });
      expect(await stored()).not.toHaveProperty('clinic_id');
    });

    it('gets the clinic that a later token names', async () => {
      const { createdAt } = await rooms.profiles.ensure({ sub, email: undefined, clinicId: 'CLN-001' });
      expect(await stored()).toMatchObject({ clinic_id: 'CLN-001', created_at: createdAt });
      expect(await stored()).not.toHaveProperty('clinic_pending');
    });

    it.each(['CLN-404', 'CLN-001#META', undefined])('waits on when a token names %p', async (clinicId) => {
      await rooms.profiles.ensure({ sub, email: undefined, clinicId });
      expect(await stored()).toMatchObject({ clinic_pending: true });
      expect(await stored()).not.toHaveProperty('clinic_id');
    });

    it('keeps what was proven first, and a proof that there is none', async () => {
      await rooms.profiles.recordProof({ sub, email: 'eve@elsewhere.example', clinicId: undefined });
      await rooms.profiles.recordProof({ sub, email: 'eve@sunrise-eye.com', clinicId: 'CLN-001' });
      await rooms.profiles.ensure({ sub, email: undefined, clinicId: 'CLN-001' });
      expect(await stored()).toMatchObject({ email: 'eve@elsewhere.example' });
      expect(await stored()).not.toHaveProperty('clinic_id');
      expect(await stored()).not.toHaveProperty('clinic_pending');
    });

    it.each([{ clinicIds: [] }, { clinicIds: ['CLN-002'] }])(
      'keeps what an administrator has set: %p',
      async (choice) => {
        const by = { id: rooms.admin.id, check: await rooms.authority.adminCheck(rooms.admin.token) };
        await new AuthorityMarks(rooms.table).change(sub, choice, 'change-1', by);
        await rooms.profiles.recordProof({ sub, email: 'eve@sunrise-eye.com', clinicId: 'CLN-001' });
        await rooms.profiles.ensure({ sub, email: undefined, clinicId: 'CLN-001' });
        expect((await stored())?.['clinic_id']).toBe(choice.clinicIds[0]);
        expect(await stored()).toMatchObject({ clinic_ids: choice.clinicIds });
      },
    );
  });

  it('creates one profile when many first requests race, and all see the same', async () => {
    const arrivals = Array.from({ length: 20 }, (_, index) =>
      rooms.profiles.ensure({ sub, email: `eve${index}@sunrise-eye.com`, clinicId: 'CLN-001' }),
    );
    const profiles = await Promise.all(arrivals);
    expect(new Set(profiles.map(({ email }) => email)).size).toBe(1);
  });

  it('creates the missing profile at the first request, with the claimed clinic when there is one', async () => {
    expect(await rooms.authority.authorityOf(subject({ claimedClinicId: 'CLN-001' }))).toMatchObject({
      clinicIds: ['CLN-001'],
      disabled: false,
    });
    await expect(stored()).resolves.toMatchObject({ clinic_id: 'CLN-001' });
  });

  it.each(['CLN-404', 'CLN-001#META', '', '../CLN-001'])(
    'does not believe in the clinic %p',
    async (claimedClinicId) => {
      expect(await rooms.authority.authorityOf(subject({ claimedClinicId }))).toMatchObject({ clinicIds: [] });
      expect(await stored()).not.toHaveProperty('clinic_id');
    },
  );

  it('takes the clinics from the profile and never from the token once there is a profile', async () => {
    await rooms.clinicWrites.create(rooms.admin, { id: 'CLN-002', name: 'Two', timeZone: 'UTC', emailDomains: [] });
    await overwrite({ clinic_id: 'CLN-001', clinic_ids: ['CLN-003', 'CLN-001'] });
    expect(await rooms.authority.authorityOf(subject({ claimedClinicId: 'CLN-002' }))).toMatchObject({
      clinicIds: ['CLN-001', 'CLN-003'],
    });
  });

  it('tells who is shut out and whose sign-ins have ended (docs/cognito-facts.md#t13)', async () => {
    await overwrite({ status: 'suspended', signed_out_before: 1_700_000_000, revoked_sessions: new Set(['jti-1']) });
    expect(await rooms.authority.authorityOf(subject())).toEqual({
      clinicIds: [],
      email: undefined,
      disabled: true,
      signedOutBefore: 1_700_000_000,
      revokedSessions: new Set(['jti-1']),
    });
  });

  it('asks the store once in 30 s, and sees what changed after that', async () => {
    await overwrite({ clinic_id: 'CLN-001' });
    await rooms.authority.authorityOf(subject());
    await overwrite({ clinic_id: 'CLN-001', status: 'disabled' });
    rooms.clock.advance(29);
    expect(await rooms.authority.authorityOf(subject())).toMatchObject({ disabled: false });
    rooms.clock.advance(1);
    expect(await rooms.authority.authorityOf(subject())).toMatchObject({ disabled: true });
  });

  it('reads once for many requests at the same time', async () => {
    const reads = jest.spyOn(rooms.table, 'get');
    await overwrite({ clinic_id: 'CLN-001' });
    await Promise.all(Array.from({ length: 50 }, async () => rooms.authority.authorityOf(subject())));
    expect(reads).toHaveBeenCalledTimes(1);
  });

  it('stands by its last answer for a minute while the store is away, then says so', async () => {
    await overwrite({ clinic_id: 'CLN-001' });
    await rooms.authority.authorityOf(subject());
    await engine.stop();
    rooms.clock.advance(59);
    expect(await rooms.authority.authorityOf(subject())).toMatchObject({ clinicIds: ['CLN-001'] });
    rooms.clock.advance(1);
    await expect(rooms.authority.authorityOf(subject())).rejects.toMatchObject({
      code: 'store_unavailable',
      retryAfter: 1,
    });
  });
});
