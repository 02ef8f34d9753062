import type { AppError } from '../../src/errors/app-error.js';
import { appointmentQuery, newAppointment, newSeries } from '../../src/appointments/appointment.schema.js';
import {
  booking,
  clinicId,
  keyed,
  ledger,
  missingChanges,
  movedTo,
  openClinics,
  staff,
} from '../support/server/appointments.js';
import { furnish, type Rooms } from '../support/server/rooms.js';
import { allItems, type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';

describe('visits', () => {
  let engine: Engine;
  let rooms: Rooms;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    await openClinics(rooms);
  });
  afterEach(async () => {
    const items = await allItems(engine.endpoint);
    const { taken, booked } = ledger(items);
    // an expired hold keeps its ticks until somebody takes them over
    const expired = new Set(items.filter(({ status }) => status === 'held').map((item) => item['appointment_id']));
    const live = ({ id }: { id: string }) => !expired.has(id);
    expect(taken.filter(live)).toEqual(booked.filter(live));
    expect(missingChanges(items)).toEqual([]);
    rooms.table.close();
    await engine.stop();
  });

  const at = (appointmentId: string) => ({ clinicId, appointmentId });
  const book = (time: string, minutes: number, changes?: Record<string, unknown>, by = staff()) =>
    rooms.bookings.book(by, clinicId, undefined, booking(time, minutes, changes));
  const go = (id: string, name: Parameters<Rooms['appointments']['transition']>[3], override?: { reason: string }) =>
    rooms.appointments.transition(staff(), at(id), undefined, name, { override });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error as AppError).code,
    );

  describe('holds', () => {
    it('keep the time for two minutes, and can be booked while they stand', async () => {
      const held = await book('09:00', 30, { hold: true });
      expect(held).toMatchObject({ status: 'held', heldUntil: '2026-03-02T08:02:00.000Z' });
      expect(await codeOf(book('09:15', 30))).toBe('slot_taken');
      const { heldUntil, ...booked } = await go(held.id, 'book');
      expect(heldUntil).toBeUndefined();
      expect(booked).toMatchObject({ status: 'booked', version: 2 });
      rooms.clock.advance(600);
      expect(await codeOf(book('09:15', 30))).toBe('slot_taken');
    });

    it('expire by themselves: the time is free, also in part, and the hold cannot be booked any more', async () => {
      const held = await book('09:00', 30, { hold: true });
      rooms.clock.advance(120);
      expect(await codeOf(go(held.id, 'book'))).toBe('hold_expired');
      await book('09:15', 30);
      await book('09:00', 15);
      expect(await codeOf(go(held.id, 'book'))).toBe('hold_expired');
      await rooms.appointments.remove(rooms.admin, at(held.id), undefined);
    });

    it('are taken over by one of many', async () => {
      await book('09:00', 30, { hold: true });
      rooms.clock.advance(121);
      const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(book('09:00', 30))));
      expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    });

    it('move and end like other appointments', async () => {
      const held = await book('09:00', 30, { hold: true });
      await rooms.appointments.change(staff(), at(held.id), undefined, movedTo('23:45', 30));
      expect(await codeOf(book('2026-03-03T00:00:00Z', 10))).toBe('slot_taken');
      await go(held.id, 'cancel');
      await book('2026-03-03T00:00:00Z', 10);
    });
  });

  describe('states', () => {
    it('go from booking to the end of the visit, and nowhere else', async () => {
      const { id } = await book('08:30', 30);
      expect(await codeOf(go(id, 'complete'))).toBe('transition_not_allowed');
      expect(await codeOf(go(id, 'no-show'))).toBe('transition_not_allowed');
      for (const [name, status] of [
        ['confirm', 'confirmed'],
        ['check-in', 'checked-in'],
        ['complete', 'completed'],
      ] as const) {
        expect((await go(id, name)).status).toBe(status);
        expect((await go(id, name)).status).toBe(status);
      }
      for (const name of ['book', 'confirm', 'cancel', 'no-show'] as const) {
        expect(await codeOf(go(id, name))).toBe('transition_not_allowed');
      }
      expect(await codeOf(rooms.appointments.change(staff(), at(id), undefined, movedTo('12:00', 30)))).toBe(
        'transition_not_allowed',
      );
      const { items } = await rooms.appointments.history(at(id), { limit: 50 });
      expect(items.map(({ action, version }) => `${version} ${action}`)).toEqual([
        '1 booked',
        '2 confirm',
        '3 check-in',
        '4 complete',
      ]);
      expect(items[1]).toMatchObject({
        by: staff().id,
        byKind: 'user',
        changes: { status: { from: 'booked', to: 'confirmed' } },
      });
    });

    it('have a no-show once the visit was to begin', async () => {
      const { id } = await book('08:30', 30);
      rooms.clock.advance(31 * 60);
      expect((await go(id, 'no-show')).status).toBe('no-show');
    });
  });

  describe('the history', () => {
    it('says what a move changed and never what a note says, page by page, also after a deletion', async () => {
      const { id } = await book('09:00', 30, { notes: 'secret' });
      await rooms.appointments.change(staff(), at(id), undefined, { ...movedTo('10:00', 30), notes: 'other secret' });
      await rooms.appointments.remove(rooms.admin, at(id), undefined);
      const first = await rooms.appointments.history(at(id), { limit: 2 });
      const second = await rooms.appointments.history(at(id), { limit: 2, cursor: first.nextCursor });
      expect([...first.items, ...second.items].map(({ action }) => action)).toEqual(['booked', 'moved', 'deleted']);
      expect(first.items[1]?.changes).toMatchObject({
        startsAt: { from: '2026-03-02T09:00:00.000Z', to: '2026-03-02T10:00:00.000Z' },
        notes: {},
      });
      expect(JSON.stringify(first)).not.toContain('secret');
      expect(await codeOf(rooms.appointments.history(at('APT-none'), { limit: 2 }))).toBe('not_found');
    });
  });

  describe('the rules of the clinic', () => {
    const closed = { monday: [{ from: '08:00' as const, to: '12:00' as const }] };
    const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
    const openingHours = Object.fromEntries(
      weekdays.map((day) => [day, day === 'monday' ? closed.monday : []]),
    ) as Record<(typeof weekdays)[number], (typeof closed)['monday']>;
    const rules = (bookingRules: object) =>
      rooms.clinicWrites.change(rooms.admin, clinicId, {
        openingHours,
        bookingRules: {
          leadTimeMinutes: 0,
          cancellationNoticeMinutes: 0,
          slotStepMinutes: 15,
          requireIfMatch: false,
          ...bookingRules,
        },
      });
    const override = { reason: 'the patient came by' };

    it('refuse bookings outside hours, too soon and too far ahead, but for a reason that the history keeps', async () => {
      await rules({ leadTimeMinutes: 60, horizonDays: 10 });
      expect(await codeOf(book('11:45', 30))).toBe('outside_hours');
      expect(await codeOf(book('08:30', 30))).toBe('outside_booking_window');
      expect(await codeOf(book('2026-03-16T09:00:00Z', 30))).toBe('outside_booking_window');
      const { id } = await book('11:45', 30, { override });
      const { items } = await rooms.appointments.history(at(id), { limit: 1 });
      expect(items[0]?.override).toEqual({ reason: override.reason, rules: ['outside_hours'] });
    });

    it('ask for notice before a cancellation or a move, but for a reason', async () => {
      await rules({ cancellationNoticeMinutes: 120 });
      const { id } = await book('09:00', 30);
      expect(await codeOf(go(id, 'cancel'))).toBe('notice_too_short');
      expect(await codeOf(rooms.appointments.change(staff(), at(id), undefined, movedTo('10:00', 30)))).toBe(
        'notice_too_short',
      );
      await go(id, 'cancel', override);
      const { items } = await rooms.appointments.history(at(id), { limit: 5 });
      expect(items.at(-1)?.override).toEqual({ reason: override.reason, rules: ['notice_too_short'] });
    });

    it('leave the past to administrators', async () => {
      expect(await codeOf(book('07:00', 30, { override }))).toBe('in_the_past');
      await book('07:00', 30, {}, { ...staff(), isAdmin: true });
    });
  });

  describe('visit types and patients', () => {
    it('give a visit its length and buffers, which count as taken', async () => {
      const { id: visitTypeId } = await rooms.visitTypes.create(rooms.admin, clinicId, {
        name: 'Check',
        durationMinutes: 20,
        bufferBeforeMinutes: 10,
        bufferAfterMinutes: 5,
        active: true,
        practitionerIds: ['PRA-1'],
      });
      const visit = (practitionerId: string) =>
        rooms.bookings.book(
          staff(),
          clinicId,
          undefined,
          newAppointment.parse({
            practitionerId,
            visitTypeId,
            startsAt: '2026-03-02T09:00:00Z',
            patientName: 'Ida Example',
          }),
        );
      expect(await codeOf(visit('PRA-2'))).toBe('visit_type_unavailable');
      await expect(visit('PRA-1')).resolves.toMatchObject({ endsAt: '2026-03-02T09:20:00.000Z', visitTypeId });
      expect(await codeOf(book('08:40', 15))).toBe('slot_taken');
      expect(await codeOf(book('09:20', 5))).toBe('slot_taken');
      await book('08:40', 10);
      await book('09:25', 5);
    });

    it('never cross clinics, and nothing is written', async () => {
      const theirs = await rooms.patients.create(rooms.admin, 'CLN-002', { name: 'Ida Other' });
      const before = (await allItems(engine.endpoint)).length;
      for (const foreign of [{ patientId: theirs.id }, { patientId: 'PAT-none' }, { practitionerId: 'PRA-9' }]) {
        const { patientName, ...rest } = booking('09:00', 30);
        const named = 'patientId' in foreign ? rest : { ...rest, patientName };
        expect(await codeOf(rooms.bookings.book(staff(), clinicId, undefined, { ...named, ...foreign }))).toBe(
          'not_found',
        );
      }
      expect(await allItems(engine.endpoint)).toHaveLength(before);
    });

    it('follow a merged patient, and refuse an erased one', async () => {
      const [kept, double] = [
        await rooms.patients.create(rooms.admin, clinicId, { name: 'Ida Example' }),
        await rooms.patients.create(rooms.admin, clinicId, { name: 'Ida Exampel' }),
      ];
      await rooms.patients.merge(rooms.admin, clinicId, kept.id, { duplicateId: double.id });
      const forPatient = (patientId: string, time: string) =>
        rooms.bookings.book(staff(), clinicId, undefined, { ...booking(time, 30), patientName: undefined, patientId });
      await expect(forPatient(double.id, '09:00')).resolves.toMatchObject({ patientId: kept.id });
      await rooms.patients.erase(rooms.admin, clinicId, kept.id);
      expect(await codeOf(forPatient(kept.id, '10:00'))).toBe('patient_erased');
    });
  });

  describe('series', () => {
    const series = (changes: Record<string, unknown>, key?: string) =>
      rooms.series.book(
        staff(),
        clinicId,
        keyed(key),
        newSeries.parse({
          practitionerId: 'PRA-1',
          startsAt: '2026-03-02T09:00:00Z',
          endsAt: '2026-03-02T09:30:00Z',
          patientName: 'Ida Example',
          recurrence: 'FREQ=WEEKLY;COUNT=4',
          ...changes,
        }),
      );

    it('are booked whole, once under their Idempotency-Key', async () => {
      const first = await series({}, 'key-1');
      expect(first.items.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
        '2026-03-02',
        '2026-03-09',
        '2026-03-16',
        '2026-03-23',
      ]);
      expect(new Set(first.items.map(({ appointment }) => appointment?.patientId)).size).toBe(1);
      await expect(series({}, 'key-1')).resolves.toEqual(first);
    });

    it('are not booked at all when one date is taken, and fit over midnight', async () => {
      await book('2026-03-04T00:00:00Z', 5);
      const nightly = { startsAt: '2026-03-02T23:45:00Z', endsAt: '2026-03-03T00:15:00Z' };
      const before = (await allItems(engine.endpoint)).length;
      expect(await codeOf(series({ ...nightly, recurrence: 'FREQ=DAILY;COUNT=3' }))).toBe('slot_taken');
      expect(await allItems(engine.endpoint)).toHaveLength(before);
      await series({
        ...nightly,
        startsAt: '2026-03-06T23:45:00Z',
        endsAt: '2026-03-07T00:15:00Z',
        recurrence: 'FREQ=DAILY;COUNT=3',
      });
      expect(await codeOf(series({ recurrence: 'FREQ=DAILY;COUNT=90' }))).toBe('series_too_long');
    });

    it('report each date where that is asked for', async () => {
      await book('2026-03-09T09:00:00Z', 30);
      const { items } = await series({ mode: 'report' });
      expect(items.map(({ refusedWith, appointment }) => refusedWith ?? appointment?.status)).toEqual([
        'booked',
        'slot_taken',
        'booked',
        'booked',
      ]);
    });
  });

  describe('changed since', () => {
    const list = (query: Record<string, string>) => rooms.lists.list(clinicId, appointmentQuery.parse(query));

    it('gives every change once it is settled, in order, with deletions, and says how far it is complete', async () => {
      const updatedAfter = '2026-03-02T07:59:59.000Z';
      const [a, b, c] = [await book('09:00', 30), await book('10:00', 30), await book('11:00', 30)];
      expect(await list({ updatedAfter })).toMatchObject({ items: [], completeUntil: expect.any(String) as string });
      rooms.clock.advance(1);
      await go(a.id, 'confirm');
      await rooms.appointments.remove(rooms.admin, at(c.id), undefined);
      rooms.clock.advance(10);
      const first = await list({ updatedAfter, limit: '1' });
      const rest = await list({ updatedAfter, limit: '5', cursor: String(first.nextCursor) });
      expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([b.id, a.id]);
      expect(rest.deleted?.map(({ id }) => id)).toEqual([c.id]);
      expect(rest.completeUntil).toBe('2026-03-02T08:00:01.000Z');
      await go(b.id, 'confirm');
      rooms.clock.advance(20);
      const later = await list({ updatedAfter: String(rest.completeUntil) });
      expect(later.items.map(({ id }) => id)).toEqual([b.id]);
    });

    it('lists a patient, and leaves expired holds out', async () => {
      const { patientId } = await book('09:00', 30, { hold: true });
      expect((await list({ patientId })).items).toHaveLength(1);
      rooms.clock.advance(200);
      expect((await list({ patientId })).items).toEqual([]);
      expect((await list({ from: '2026-03-02T00:00:00Z' })).items).toEqual([]);
    });
  });
});
