import { House, type HouseClinic } from '../support/server/house.js';
import type { Answer } from '../support/server/http.js';

/** What a clinic owns, by the kind of its id. */
type Owned = Readonly<Record<string, string>>;

let house: House;
let own: HouseClinic;
let foreign: HouseClinic;
let mine: Owned;
let theirs: Owned;

beforeAll(async () => {
  house = await House.open();
  own = await house.clinic();
  foreign = await house.clinic();
  mine = await belongings(own);
  theirs = await belongings(foreign);
});
afterAll(() => house.close());

const ask = (clinic: HouseClinic, method: string, path: string, body?: unknown): Promise<Answer> =>
  house.request(method, `/v1/clinics/${clinic.clinicId}${path}`, { token: house.admin.accessToken, body });

async function belongings(clinic: HouseClinic): Promise<Owned> {
  const make = async (path: string, body: unknown) => {
    const made = await ask(clinic, 'POST', path, body);
    expect(made.status).toBe(201);
    return String(made.body['id']);
  };
  const { practitionerId } = clinic;
  const visitTypeId = await make('/visit-types', { name: 'Check-up', durationMinutes: 30 });
  const patientId = await make('/patients', { name: 'Ada Example' });
  return {
    practitionerId,
    visitTypeId,
    patientId,
    endpointId: await make('/webhook-endpoints', { url: 'https://hooks.example.com/visits' }),
    feedId: await make('/calendar-feeds', {}),
    entryId: await make('/waitlist', { patientId, visitTypeId }),
    appointmentId: await make('/appointments', {
      practitionerId,
      startsAt: '2029-03-01T15:00:00Z',
      endsAt: '2029-03-01T15:30:00Z',
      patientName: 'Ben Example',
    }),
  };
}

const later = { startsAt: '2029-03-02T15:00:00Z', endsAt: '2029-03-02T15:30:00Z' };

/** Every place in a path or a body where an id of something that a clinic owns can stand. */
const places: readonly (readonly [method: string, path: string, body?: (ids: Owned) => unknown])[] = [
  ['GET', '/practitioners/:practitionerId'],
  ['PATCH', '/practitioners/:practitionerId', () => ({ name: 'Changed' })],
  ['GET', '/visit-types/:visitTypeId'],
  ['PATCH', '/visit-types/:visitTypeId', () => ({ name: 'Changed' })],
  [
    'POST',
    '/visit-types',
    ({ practitionerId }) => ({ name: 'N', durationMinutes: 30, practitionerIds: [practitionerId] }),
  ],
  ['GET', '/patients/:patientId'],
  ['PATCH', '/patients/:patientId', () => ({ name: 'Changed' })],
  ['DELETE', '/patients/:patientId'],
  ['POST', '/patients/:patientId/merge', () => ({ duplicateId: mine['patientId'] })],
  ['GET', '/webhook-endpoints/:endpointId'],
  ['PATCH', '/webhook-endpoints/:endpointId', () => ({ active: false })],
  ['POST', '/webhook-endpoints/:endpointId/rotate-secret', () => ({})],
  ['DELETE', '/webhook-endpoints/:endpointId'],
  ['GET', '/webhook-endpoints/:endpointId/failed-deliveries'],
  ['POST', '/webhook-endpoints/:endpointId/failed-deliveries/nothing-here.0000000001/redeliver', () => ({})],
  ['DELETE', '/calendar-feeds/:feedId'],
  ['POST', '/calendar-feeds', ({ practitionerId }) => ({ practitionerId })],
  ['PUT', '/billing/:appointmentId', () => ({ status: 'paid', amount: 1, currency: 'USD' })],
  ['GET', '/waitlist/:entryId'],
  ['PATCH', '/waitlist/:entryId', () => ({ note: 'Changed' })],
  ['POST', '/waitlist/:entryId/offer', () => ({ appointmentId: mine['appointmentId'] })],
  ['DELETE', '/waitlist/:entryId'],
  ['POST', '/waitlist', ({ patientId }) => ({ patientId, visitTypeId: mine['visitTypeId'] })],
  ['POST', '/waitlist', ({ visitTypeId }) => ({ patientId: mine['patientId'], visitTypeId })],
  ['GET', '/waitlist/matches?practitionerId=:practitionerId&startsAt=2029-03-01T15:00:00Z&endsAt=2029-03-01T16:00:00Z'],
  ['GET', '/availability?visitTypeId=:visitTypeId&from=2029-03-01&to=2029-03-02'],
  ['GET', '/appointments/:appointmentId'],
  ['PATCH', '/appointments/:appointmentId', () => ({ notes: 'Changed' })],
  ['POST', '/appointments/:appointmentId/cancel', () => ({})],
  ['DELETE', '/appointments/:appointmentId'],
];

describe('an id of another clinic', () => {
  const addressed = (path: string, ids: Owned): string =>
    path.replace(/:([a-z]\w+)/gi, (_all, name: string) => ids[name] ?? name);

  it.each(places.map(([method, path, body]) => ({ method, path, body })))(
    '$method $path is as if it were not there, and writes nothing',
    async ({ method, path, body }) => {
      const before = await house.storedItems();
      const refused = await ask(own, method, addressed(path, theirs), body?.(theirs));
      const missing = Object.fromEntries(Object.keys(theirs).map((name) => [name, 'nothing-here']));
      const nothing = await ask(own, method, addressed(path, missing), body?.(missing));
      expect(refused.status).toBe(404);
      expect(refused.text).toBe(nothing.text);
      expect(await house.storedItems()).toEqual(before);
    },
  );

  it('merges no patients across clinics', async () => {
    const before = await house.storedItems();
    const answer = await ask(own, 'POST', `/patients/${String(mine['patientId'])}/merge`, {
      duplicateId: theirs['patientId'],
    });
    expect(answer.status).toBe(404);
    expect(await house.storedItems()).toEqual(before);
  });

  it('books nobody', async () => {
    const before = await house.storedItems();
    const body = { ...later, practitionerId: theirs['practitionerId'], patientName: 'Eve' };
    const answer = await ask(own, 'POST', '/appointments', body);
    expect([404, 422]).toContain(answer.status);
    expect(await house.storedItems()).toEqual(before);
  });
});
