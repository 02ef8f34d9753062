import { appointmentQuery } from '../../src/appointments/appointment.schema.js';
import { booking, clinicId, openClinics } from '../support/server/appointments.js';
import { type Engine, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

describe('lists of appointments', () => {
  let engine: Engine;
  let rooms: Rooms;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    await openClinics(rooms);
  });
  afterEach(async () => {
    rooms.table.close();
    await engine.stop();
  });

  const book = (time: string, changes: Record<string, unknown> = {}, clinic = clinicId) =>
    rooms.bookings.book(rooms.admin, clinic, undefined, booking(time, 5, changes));
  const list = (query: Record<string, string>, clinic = clinicId) =>
    rooms.lists.list(clinic, appointmentQuery.parse(query));
  const times = (page: { items: readonly { startsAt: string }[] }) =>
    page.items.map(({ startsAt }) => startsAt.slice(0, 16));

  /** Turns all pages, as a client would. */
  async function all(query: Record<string, string>): Promise<{ times: string[]; pages: number }> {
    const seen: string[] = [];
    let page = await list(query);
    let pages = 1;
    seen.push(...times(page));
    while (page.nextCursor !== undefined) {
      page = await list({ ...query, cursor: page.nextCursor });
      pages += 1;
      seen.push(...times(page));
    }
    return { times: seen, pages };
  }

  it('gives what begins in [from, to), in order, across months, of one clinic', async () => {
    for (const time of ['2026-04-30T23:55', '2026-05-01T00:00', '2026-04-01T08:00', '2026-05-02T09:00']) {
      await book(`${time}:00Z`);
    }
    await book('2026-04-30T10:00:00Z', {}, 'CLN-002');
    const page = await list({ from: '2026-04-01T08:00:00Z', to: '2026-05-02T11:00:00+02:00' });
    expect(times(page)).toEqual(['2026-04-01T08:00', '2026-04-30T23:55', '2026-05-01T00:00']);
    expect(page.nextCursor).toBeUndefined();
  });

  it('gives seven days from the beginning of today (UTC), or the seven days at the one end that is named', async () => {
    for (const day of ['03-01T23:55', '03-02T00:00', '03-08T23:55', '03-09T00:00']) await book(`2026-${day}:00Z`);
    expect(times(await list({}))).toEqual(['2026-03-02T00:00', '2026-03-08T23:55']);
    const early = await list({ to: '2026-03-09T00:05:00Z' });
    expect(times(early)).toEqual(['2026-03-08T23:55', '2026-03-09T00:00']);
    const late = await list({ from: '2026-03-01T00:00:00Z' });
    expect(times(late)).toEqual(['2026-03-01T23:55', '2026-03-02T00:00']);
  });

  it('keeps a default range while its pages are turned, also over midnight', async () => {
    for (const day of ['02', '05', '09']) await book(`2026-03-${day}T09:00:00Z`);
    const first = await list({ limit: '1' });
    rooms.clock.advance(24 * 60 * 60);
    const second = await list({ limit: '5', cursor: String(first.nextCursor) });
    expect(times(second)).toEqual(['2026-03-05T09:00']);
  });

  it('filters by practitioner and by status', async () => {
    const gone = await book('2026-03-02T09:00:00Z');
    await book('2026-03-02T09:00:00Z', { practitionerId: 'PRA-2' });
    await book('2026-03-02T10:00:00Z');
    await rooms.appointments.transition(rooms.admin, { clinicId, appointmentId: gone.id }, undefined, 'cancel');
    expect(times(await list({ practitionerId: 'PRA-1' }))).toEqual(['2026-03-02T09:00', '2026-03-02T10:00']);
    expect(times(await list({ practitionerId: 'PRA-1', status: 'booked' }))).toEqual(['2026-03-02T10:00']);
    expect(times(await list({ status: 'cancelled' }))).toEqual(['2026-03-02T09:00']);
    expect(times(await list({ practitionerId: 'PRA-9' }))).toEqual([]);
  });

  it('gives every appointment exactly once over pages of any size, filtered or not', async () => {
    const expected: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      const time = `2026-0${3 + (index % 3)}-1${index % 4}T09:00`;
      for (const practitionerId of ['PRA-1', 'PRA-2']) {
        await book(`${time}:00Z`, { practitionerId });
        expected.push(time);
      }
    }
    expected.sort();
    const range = { from: '2026-03-01T00:00:00Z', to: '2026-06-01T00:00:00Z' };
    for (const limit of ['1', '5', '24', '100']) {
      expect((await all({ ...range, limit })).times).toEqual(expected);
      expect((await all({ ...range, limit, status: 'booked' })).times).toEqual(expected);
      expect((await all({ ...range, limit, status: 'cancelled' })).times).toEqual([]);
    }
  });

  it('reads a bounded number of months for one page, and goes on from there', async () => {
    await book('2026-12-31T09:00:00Z');
    const reads = jest.spyOn(rooms.table, 'range');
    const first = await list({ from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' });
    expect(first.items).toEqual([]);
    expect(reads.mock.calls.length).toBeLessThanOrEqual(8);
    const { times: seen, pages } = await all({ from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' });
    expect(seen).toEqual(['2026-12-31T09:00']);
    expect(pages).toBe(2);
  });

  describe('a cursor', () => {
    const query = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z', limit: '1' };
    const refused = { code: 'invalid_request', faults: [{ in: 'query', pointer: '#/cursor' }] };
    let cursor: string;

    beforeEach(async () => {
      await book('2026-03-02T09:00:00Z');
      await book('2026-03-02T10:00:00Z');
      cursor = String((await list(query)).nextCursor);
    });

    it('serves its own list only', async () => {
      await expect(list({ ...query, limit: '9', cursor })).resolves.toMatchObject({ items: [{}] });
      for (const other of [
        { ...query, to: '2026-05-01T00:00:00Z' },
        { ...query, practitionerId: 'PRA-1' },
        { ...query, status: 'booked' },
        { limit: '1' },
      ]) {
        await expect(list({ ...other, cursor })).rejects.toMatchObject(refused);
      }
      await expect(list({ ...query, cursor }, 'CLN-002')).rejects.toMatchObject(refused);
    });

    it('is refused when it was tampered with', async () => {
      const [mark, place] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, Record<string, string>];
      const forge = (changes: Record<string, unknown>) =>
        Buffer.from(JSON.stringify([mark, { ...place, ...changes }])).toString('base64url');
      for (const changes of [
        { resumeAt: '2026-02' },
        { resumeAt: '2027-01' },
        { resumeAt: '2026-03#x' },
        { resumeAt: 7 },
        { to: '2099-01-01T00:00:00.000Z' },
        { from: 'x' },
        { more: true },
      ]) {
        await expect(list({ ...query, cursor: forge(changes) })).rejects.toMatchObject(refused);
      }
      await expect(list({ ...query, cursor: `${cursor}A` })).rejects.toMatchObject(refused);
      await expect(list({ ...query, cursor: 'bnVsbA' })).rejects.toMatchObject(refused);
    });
  });
});
