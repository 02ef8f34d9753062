import type { AppError } from '../../src/errors/app-error.js';
import { booking, clinicId, keyed, ledger, movedTo, openClinics, staff } from '../support/server/appointments.js';
import { allItems, type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

describe('appointments', () => {
  let engine: Engine;
  let rooms: Rooms;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    await openClinics(rooms);
  });
  afterEach(async () => {
    const { taken, booked } = ledger(await allItems(engine.endpoint));
    expect(taken).toEqual(booked);
    rooms.table.close();
    await engine.stop();
  });

  const book = (time: string, minutes: number, changes?: Record<string, unknown>, key?: string, caller = staff()) =>
    rooms.bookings.book(caller, clinicId, keyed(key, caller), booking(time, minutes, changes));
  const at = (appointmentId: string, clinic = clinicId) => ({ clinicId: clinic, appointmentId });
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: unknown) => (error as AppError).code,
    );

  describe('booking', () => {
    it('keeps what was booked, in UTC, and reads it back', async () => {
      const made = await book('09:00', 30, {
        startsAt: '2026-03-02T10:00:00+01:00',
        endsAt: '2026-03-02T04:30:00-05:00',
        notes: 'Second visit',
      });
      expect(made).toEqual({
        id: expect.stringMatching(/^APT-[0-9a-f]+$/) as string,
        clinicId,
        practitionerId: 'PRA-1',
        patientId: expect.stringMatching(/^PAT-/) as string,
        patientName: 'Ida Example',
        startsAt: '2026-03-02T09:00:00.000Z',
        endsAt: '2026-03-02T09:30:00.000Z',
        bufferBeforeMinutes: 0,
        bufferAfterMinutes: 0,
        notes: 'Second visit',
        status: 'booked',
        version: 1,
        etag: expect.stringMatching(/^"1-[0-9a-f]{16}"$/) as string,
        createdAt: '2026-03-02T08:00:00.000Z',
        updatedAt: '2026-03-02T08:00:00.000Z',
      });
      await expect(rooms.appointments.get(rooms.admin, at(made.id))).resolves.toEqual(made);
    });

    it.each([
      ['the same time', '09:00', 30],
      ['a part in front', '08:45', 20],
      ['a part behind', '09:25', 60],
      ['a piece inside', '09:10', 5],
      ['all of it and more', '08:00', 480],
    ])('refuses %s of a booked appointment', async (_what, time, minutes) => {
      await book('09:00', 30);
      await expect(book(time, minutes)).rejects.toMatchObject({ code: 'slot_taken' });
    });

    it('lets appointments touch, and other practitioners and clinics book the same time', async () => {
      await book('09:00', 30);
      await book('09:30', 30);
      await book('08:55', 5);
      await book('09:00', 30, { practitionerId: 'PRA-2' });
      await rooms.bookings.book(staff(), 'CLN-002', undefined, booking('09:00', 30));
    });

    it('books across midnight in UTC, on both days or on none', async () => {
      await book('23:00', 120);
      await expect(book('2026-03-03T00:55', 5)).rejects.toMatchObject({ code: 'slot_taken' });
      await book('2026-03-03T01:00', 5);
      await book('2026-03-04T00:00', 5);
      await expect(book('2026-03-03T22:00', 180)).rejects.toMatchObject({ code: 'slot_taken' });
      await book('2026-03-03T22:00', 120);
    });

    it('needs an active practitioner of the clinic, and a clinic', async () => {
      await expect(book('09:00', 30, { practitionerId: 'PRA-9' })).rejects.toMatchObject({ code: 'not_found' });
      await rooms.practitioners.change(rooms.admin, clinicId, 'PRA-2', { active: false });
      await expect(book('09:00', 30, { practitionerId: 'PRA-2' })).rejects.toMatchObject({
        code: 'practitioner_unavailable',
      });
      await expect(rooms.bookings.book(staff(), 'CLN-404', undefined, booking('09:00', 30))).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    it('tells nothing of the appointments of another clinic: the same error as for one that never was', async () => {
      const { id } = await book('09:00', 30);
      const foreign = await rooms.appointments.get(rooms.admin, at(id, 'CLN-002')).catch((error: unknown) => error);
      const missing = await rooms.appointments
        .get(rooms.admin, at('APT-404', 'CLN-002'))
        .catch((error: unknown) => error);
      expect(foreign).toMatchObject({ code: 'not_found', detail: undefined });
      expect(foreign).toEqual(missing);
      await expect(rooms.appointments.remove(rooms.admin, at(id, 'CLN-002'), undefined)).rejects.toEqual(missing);
      await expect(rooms.appointments.transition(rooms.admin, at(id, 'CLN-002'), undefined, 'cancel')).rejects.toEqual(
        missing,
      );
    });
  });

  describe('an Idempotency-Key', () => {
    it('makes a retry find its own appointment', async () => {
      const first = await book('09:00', 30, {}, 'key-1');
      await expect(book('09:00', 30, {}, 'key-1')).resolves.toEqual(first);
      await rooms.practitioners.change(rooms.admin, clinicId, 'PRA-1', { active: false });
      await expect(book('09:00', 30, {}, 'key-1')).resolves.toEqual(first);
    });

    it('belongs to one request: another one under it is refused', async () => {
      await book('09:00', 30, {}, 'key-1');
      for (const other of [
        () => book('09:00', 35, {}, 'key-1'),
        () => book('11:00', 30, {}, 'key-1'),
        () => book('09:00', 30, { notes: 'x' }, 'key-1'),
        () => book('09:00', 30, { practitionerId: 'PRA-9' }, 'key-1'),
      ]) {
        await expect(other()).rejects.toMatchObject({ code: 'idempotency_key_reused' });
      }
    });

    it('belongs to one caller', async () => {
      const first = await book('09:00', 30, {}, 'key-1');
      const second = await book('11:00', 30, {}, 'key-1', staff('99999999-2222-4333-8444-555555555555'));
      expect(second.id).not.toBe(first.id);
    });

    it('gives the appointment as it is now, also when its time has moved', async () => {
      const first = await book('09:00', 30, {}, 'key-1');
      const moved = await rooms.appointments.change(rooms.admin, at(first.id), undefined, movedTo('14:00', 30));
      await book('09:00', 30, {}, 'key-2');
      await expect(book('09:00', 30, {}, 'key-1')).resolves.toMatchObject(moved);
    });

    it('books once when the same request comes many times at once', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => book('09:00', 30, {}, 'key-1')));
      expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    });
  });

  describe('moving', () => {
    it('frees the old time and takes the new one, with a new version', async () => {
      const { id } = await book('09:00', 30);
      rooms.clock.advance(60);
      await expect(
        rooms.appointments.change(rooms.admin, at(id), undefined, movedTo('09:15', 30)),
      ).resolves.toMatchObject({
        startsAt: '2026-03-02T09:15:00.000Z',
        endsAt: '2026-03-02T09:45:00.000Z',
        version: 2,
        updatedAt: '2026-03-02T08:01:00.000Z',
      });
      await book('09:00', 15);
    });

    it('moves to another practitioner, over midnight and back', async () => {
      const { id } = await book('09:00', 60);
      await rooms.appointments.change(
        rooms.admin,
        at(id),
        undefined,
        movedTo('23:30', 60, { practitionerId: 'PRA-2' }),
      );
      await rooms.appointments.change(rooms.admin, at(id), undefined, movedTo('23:45', 480));
      const back = await rooms.appointments.change(
        rooms.admin,
        at(id),
        undefined,
        movedTo('09:00', 60, { practitionerId: 'PRA-1' }),
      );
      expect(back).toMatchObject({ practitionerId: 'PRA-1', version: 4 });
    });

    it('keeps the old time when the new one is taken', async () => {
      const { id } = await book('09:00', 30);
      await book('10:00', 30);
      await expect(
        rooms.appointments.change(rooms.admin, at(id), undefined, movedTo('09:45', 30)),
      ).rejects.toMatchObject({
        code: 'slot_taken',
      });
      await expect(book('09:00', 30)).rejects.toMatchObject({ code: 'slot_taken' });
    });

    it('changes words without touching time, and null takes the notes away (RFC 7396)', async () => {
      const { id, notes } = await book('09:00', 30, { notes: 'old' });
      const other = await rooms.patients.create(rooms.admin, clinicId, { name: 'Ida Other' });
      expect(notes).toBe('old');
      await rooms.practitioners.change(rooms.admin, clinicId, 'PRA-1', { active: false });
      await expect(
        rooms.appointments.change(rooms.admin, at(id), undefined, { notes: null, patientId: other.id }),
      ).resolves.toEqual(expect.not.objectContaining({ notes: 'old' }) as object);
      await expect(rooms.appointments.get(rooms.admin, at(id))).resolves.toMatchObject({
        patientId: other.id,
        patientName: 'Ida Other',
        version: 2,
      });
      await expect(
        rooms.appointments.change(rooms.admin, at(id), undefined, movedTo('10:00', 30)),
      ).rejects.toMatchObject({
        code: 'practitioner_unavailable',
      });
    });

    it('writes nothing when nothing changes', async () => {
      const { id, etag } = await book('09:00', 30);
      await expect(
        rooms.appointments.change(rooms.admin, at(id), undefined, movedTo('09:00', 30)),
      ).resolves.toMatchObject({ etag });
    });

    it('points at the end that does not fit', async () => {
      const { id } = await book('09:00', 30);
      const { startsAt } = booking('09:30', 30);
      await expect(rooms.appointments.change(rooms.admin, at(id), undefined, { startsAt })).rejects.toMatchObject({
        code: 'invalid_request',
        faults: [{ in: 'body', pointer: '#/startsAt' }],
      });
      const early = new Date(startsAt.getTime() - 60 * 60_000);
      await expect(rooms.appointments.change(rooms.admin, at(id), undefined, { endsAt: early })).rejects.toMatchObject({
        faults: [{ in: 'body', pointer: '#/endsAt' }],
      });
    });
  });

  describe('versions', () => {
    const only = (expected: number) => (etag: string) => etag.startsWith(`"${expected}-`);

    it('refuses a write to another version than the one it was meant for', async () => {
      const { id } = await book('09:00', 30);
      await rooms.appointments.change(rooms.admin, at(id), only(1), { notes: 'a' });
      for (const write of [
        () => rooms.appointments.change(rooms.admin, at(id), only(1), { notes: 'b' }),
        () => rooms.appointments.transition(rooms.admin, at(id), only(1), 'cancel'),
        () => rooms.appointments.remove(rooms.admin, at(id), only(1)),
      ]) {
        await expect(write()).rejects.toMatchObject({ code: 'version_mismatch' });
      }
      await rooms.appointments.remove(rooms.admin, at(id), only(2));
    });

    it('lets one of many writers of a version win, and applies all writes that name none', async () => {
      const { id } = await book('09:00', 30);
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          codeOf(rooms.appointments.change(rooms.admin, at(id), only(1), { notes: `n${index}` })),
        ),
      );
      expect(results.sort()).toEqual(['done', ...Array.from({ length: 9 }, () => 'version_mismatch')]);
      const other = await rooms.patients.create(rooms.admin, clinicId, { name: 'New Name' });
      await Promise.all([
        rooms.appointments.change(rooms.admin, at(id), undefined, { notes: 'new' }),
        rooms.appointments.change(rooms.admin, at(id), undefined, { patientId: other.id }),
        rooms.appointments.change(rooms.admin, at(id), undefined, movedTo('15:00', 30)),
      ]);
      await expect(rooms.appointments.get(rooms.admin, at(id))).resolves.toMatchObject({
        notes: 'new',
        patientName: 'New Name',
        patientId: other.id,
        startsAt: '2026-03-02T15:00:00.000Z',
        version: 5,
      });
    });
  });

  describe('cancelling and deleting', () => {
    it('cancels once, frees the time, and lets nothing change afterwards', async () => {
      const { id } = await book('09:00', 30);
      const cancelled = await rooms.appointments.transition(rooms.admin, at(id), undefined, 'cancel');
      expect(cancelled).toMatchObject({ status: 'cancelled', version: 2 });
      await expect(rooms.appointments.transition(rooms.admin, at(id), undefined, 'cancel')).resolves.toEqual(cancelled);
      await expect(rooms.appointments.change(rooms.admin, at(id), undefined, { notes: 'x' })).rejects.toMatchObject({
        code: 'appointment_cancelled',
      });
      await book('09:00', 30);
      await rooms.appointments.remove(rooms.admin, at(id), undefined);
    });

    it('deletes and frees the time', async () => {
      const { id } = await book('23:30', 60);
      await rooms.appointments.remove(rooms.admin, at(id), undefined);
      await expect(rooms.appointments.get(rooms.admin, at(id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(rooms.appointments.remove(rooms.admin, at(id), undefined)).rejects.toMatchObject({
        code: 'not_found',
      });
      await book('23:30', 60);
    });
  });
});
