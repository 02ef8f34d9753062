import ICAL from 'ical.js';
import { CalendarFeedsService } from '../../src/calendar-feeds/calendar-feeds.service.js';
import { FeedEventsRepository } from '../../src/calendar-feeds/feed-events.repository.js';
import { WriteRetries } from '../../src/dynamodb/write-retries.js';
import { type Engine, allItems, startEngine, tableAt } from '../support/store/dynamodb-engine.js';
import { furnish, type Rooms } from '../support/server/rooms.js';

describe('calendar feeds', () => {
  let engine: Engine;
  let rooms: Rooms;
  let feeds: CalendarFeedsService;

  beforeEach(async () => {
    engine = await startEngine();
    rooms = furnish(tableAt(engine.endpoint));
    const { table, clock, audit, admin, clinics, practitioners, patients } = rooms;
    const events = new FeedEventsRepository(table);
    const retries = new WriteRetries();
    feeds = new CalendarFeedsService(table, clock, retries, audit, clinics, practitioners, patients, events);
    await rooms.clinicWrites.create(admin, {
      id: 'CLN-001',
      name: 'Sunrise',
      timeZone: 'America/New_York',
      emailDomains: [],
    });
    for (const id of ['PRA-1', 'PRA-2']) await practitioners.create(admin, 'CLN-001', { id, name: id, active: true });
    await patients.create(admin, 'CLN-001', { id: 'PAT-1', name: 'Ada; "Countess", of Lovelace' });
  });
  afterEach(async () => {
    rooms.table.close();
    await engine.stop();
  });

  const appointment = (id: string, startsAt: string, changes: object = {}) => {
    const endsAt = new Date(Date.parse(startsAt) + 30 * 60_000).toISOString();
    const [month, practitioner] = [startsAt.slice(0, 7), id.endsWith('2') ? 'PRA-2' : 'PRA-1'];
    return rooms.table.write({
      put: {
        ...{ PK: `APPOINTMENT#CLN-001#${id}`, SK: 'META', type: 'APPOINTMENT' },
        ...{ GSI1PK: `CLINIC#CLN-001#MONTH#${month}`, GSI1SK: `${startsAt}#${id}` },
        ...{ GSI2PK: `PRACTITIONER#CLN-001#${practitioner}#MONTH#${month}`, GSI2SK: `${startsAt}#${id}` },
        ...{ appointment_id: id, clinic_id: 'CLN-001', practitioner_id: practitioner, patient_id: 'PAT-1' },
        ...{ starts_at: startsAt, ends_at: endsAt, status: 'booked', version: 1, updated_at: startsAt },
        ...changes,
      },
    });
  };
  const make = async (request: object = {}) => {
    const feed = await feeds.create(rooms.admin, 'CLN-001', request);
    return { ...feed, file: String(feed.path?.split('/').at(-1)) };
  };
  const read = async (file: string) => {
    const calendar = new ICAL.Component(ICAL.parse((await feeds.file(file)).text) as object[]);
    const zone = calendar.getFirstSubcomponent('vtimezone');
    if (zone === null) throw new Error('no time zone');
    ICAL.TimezoneService.reset();
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    return calendar.getAllSubcomponents('vevent').map((component) => {
      const event = new ICAL.Event(component);
      return { uid: event.uid, summary: event.summary, startsAt: event.startDate.toJSDate().toISOString() };
    });
  };

  it('are read back by another program at the right instants, on both sides of a change of the clocks', async () => {
    await appointment('APT-1', '2026-03-07T14:00:00.000Z');
    await appointment('APT-3', '2026-03-09T13:00:00.000Z');
    const { file } = await make();
    expect(await read(file)).toEqual([
      { uid: 'APT-1@CLN-001', summary: 'Appointment', startsAt: '2026-03-07T14:00:00.000Z' },
      { uid: 'APT-3@CLN-001', summary: 'Appointment', startsAt: '2026-03-09T13:00:00.000Z' },
    ]);
    const { text } = await feeds.file(file);
    expect(text).toContain('DTSTART;TZID=America/New_York:20260307T090000');
    expect(text).toContain('DTSTART;TZID=America/New_York:20260309T090000');
  });

  it('show the appointments of one practitioner or of all, without those that are cancelled', async () => {
    await appointment('APT-1', '2026-03-07T14:00:00.000Z');
    await appointment('APT-2', '2026-03-07T15:00:00.000Z');
    await appointment('APT-3', '2026-03-07T16:00:00.000Z', { status: 'cancelled' });
    expect((await read((await make()).file)).map(({ uid }) => uid)).toEqual(['APT-1@CLN-001', 'APT-2@CLN-001']);
    const own = await make({ practitionerId: 'PRA-2' });
    expect((await read(own.file)).map(({ uid }) => uid)).toEqual(['APT-2@CLN-001']);
    await expect(make({ practitionerId: 'PRA-404' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('name patients only where the clinic says so', async () => {
    await appointment('APT-1', '2026-03-07T14:00:00.000Z');
    const { file } = await make();
    expect((await feeds.file(file)).text).not.toContain('Lovelace');
    await rooms.clinicWrites.changeSettings(rooms.admin, 'CLN-001', { calendarFeeds: { showPatientNames: true } });
    expect(await read(file)).toMatchObject([{ summary: 'Ada; "Countess", of Lovelace' }]);
  });

  it('keep their entity tag until something changes', async () => {
    const { file } = await make();
    const before = await feeds.file(file);
    expect((await feeds.file(file)).etag).toBe(before.etag);
    await appointment('APT-1', '2026-03-07T14:00:00.000Z');
    expect((await feeds.file(file)).etag).not.toBe(before.etag);
  });

  it('are at an address that is shown once, kept nowhere, and gone when it is revoked', async () => {
    const { id, file } = await make();
    const secret = String(file.split('.')[2]);
    expect(JSON.stringify(await allItems(engine.endpoint))).not.toContain(secret);
    const { items } = await feeds.list('CLN-001', { limit: 10 });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain('secret');
    const wrong = `CLN-001.${id}.${'x'.repeat(32)}.ics`;
    for (const other of [wrong, 'x', `CLN-002.${id}.${secret}.ics`, file.replace('.ics', ''), `${file}.ics`]) {
      await expect(feeds.file(other)).rejects.toMatchObject({ code: 'not_found' });
    }
    await feeds.remove(rooms.admin, 'CLN-001', id);
    await expect(feeds.file(file)).rejects.toMatchObject({ code: 'not_found' });
  });
});
