import { House, type HouseClinic } from '../support/server/house.js';
import type { Answer } from '../support/server/http.js';

let house: House;
let clinic: HouseClinic;
beforeAll(async () => {
  house = await House.open();
});
beforeEach(async () => {
  clinic = await house.clinic();
});
afterAll(() => house.close());

const base = (): string => `/v1/clinics/${clinic.clinicId}/appointments`;

/** A valid booking of half an hour, from a time of day on 1 March 2027 in UTC. */
const visit = (time = '09:00', changes: Record<string, unknown> = {}): Record<string, unknown> => {
  const startsAt = new Date(`2027-03-01T${time}:00Z`);
  return {
    practitionerId: clinic.practitionerId,
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + 30 * 60_000).toISOString(),
    patientName: 'Ada Example',
    ...changes,
  };
};

const book = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  house.request('POST', base(), { token: clinic.staff.accessToken, body, headers });
const change = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  house.request('PATCH', path, { token: clinic.staff.accessToken, body, headers });
const locationOf = (answer: Answer): string => answer.headers.get('location') ?? 'nowhere';

describe('booking', () => {
  it('gives a slot that a thousand want at once to exactly one', async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, () => book(visit())));
    const won = answers.filter(({ status }) => status === 201).length;
    // how many are decided in time is a matter of the machine; that no second one wins is not
    expect(won).toBeLessThanOrEqual(1);
    expect(answers.every(({ status }) => [201, 408, 409, 429, 503].includes(status))).toBe(true);
    const late = await book(visit());
    expect(won + Number(late.status === 201)).toBe(1);
    const day = 'from=2027-03-01T00:00:00Z&to=2027-03-02T00:00:00Z';
    const { body } = await house.request('GET', `${base()}?${day}`, { token: clinic.staff.accessToken });
    expect(body['items']).toHaveLength(1);
  });

  it('conflicts only where times truly overlap', async () => {
    expect((await book(visit('09:00'))).status).toBe(201);
    expect((await book(visit('09:30'))).status).toBe(201);
    expect((await book(visit('08:30'))).status).toBe(201);
    expect((await book(visit('09:25'))).status).toBe(409);
    expect((await book(visit('08:45'))).status).toBe(409);
  });

  it('holds across midnight (UTC)', async () => {
    expect((await book(visit('23:45'))).status).toBe(201);
    const early = { startsAt: '2027-03-02T00:10:00Z', endsAt: '2027-03-02T00:20:00Z' };
    expect((await book(visit('00:00', early))).status).toBe(409);
  });

  it('answers a repeated Idempotency-Key with the same appointment, and refuses another request under it', async () => {
    const first = await book(visit('10:00'), { 'idempotency-key': 'visit-1' });
    const again = await book(visit('10:00'), { 'idempotency-key': 'visit-1' });
    expect(again).toMatchObject({ status: 201, text: first.text });
    const other = await book(visit('11:00'), { 'idempotency-key': 'visit-1' });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it('refuses a practitioner that the clinic does not have', async () => {
    const other = await house.clinic();
    for (const practitionerId of ['PRC-none', other.practitionerId]) {
      const answer = await book(visit('09:00', { practitionerId }));
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it.each([
    ['an unknown field', { nurse: 'x' }, '#/nurse'],
    ['a wrong type', { patientName: 7 }, '#/patientName'],
    ['a time without offset', { startsAt: '2027-03-01T09:00:00' }, '#/startsAt'],
    ['a time between five-minute marks', { startsAt: '2027-03-01T09:01:00Z' }, '#/startsAt'],
    ['an end before the start', { endsAt: '2027-03-01T08:00:00Z' }, '#/endsAt'],
    ['a day that lasts a week', { endsAt: '2027-03-08T09:00:00Z' }, '#/endsAt'],
    ['the year 9999', { startsAt: '9999-03-01T09:00:00Z' }, '#/startsAt'],
    ['a name of control characters', { patientName: 'a\u0000b' }, '#/patientName'],
    ['an empty name', { patientName: '  ' }, '#/patientName'],
    ['an id with a key separator', { practitionerId: 'a#b' }, '#/practitionerId'],
  ])('refuses %s with a pointer to it', async (_what, changes, pointer) => {
    const answer = await book(visit('09:00', changes));
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ in: 'body', pointer }));
  });

  it('points at every fault at once', async () => {
    const { body } = await book({ startsAt: 'soon', extra: 1 });
    const pointers = (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort();
    expect(pointers).toEqual(['#/endsAt', '#/extra', '#/patientName', '#/practitionerId', '#/startsAt']);
  });
});

describe('an appointment', () => {
  it('of another clinic is the same 404, to the byte, as one that never existed', async () => {
    const other = await house.clinic();
    const theirs = await house.request('POST', `/v1/clinics/${other.clinicId}/appointments`, {
      token: other.staff.accessToken,
      body: visit('09:00', { practitionerId: other.practitionerId }),
    });
    const { accessToken: token } = clinic.staff;
    const foreign = await house.request('GET', `${base()}/${String(theirs.body['id'])}`, { token });
    const missing = await house.request('GET', `${base()}/never-existed`, { token });
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe(missing.text);
  });

  it('moves, freeing its old time and taking its new one in one step', async () => {
    const path = locationOf(await book(visit('09:00')));
    const { startsAt, endsAt } = visit('09:15');
    const moved = await change(path, { startsAt, endsAt });
    expect(moved).toMatchObject({ status: 200, body: { startsAt, endsAt, version: 2 } });
    expect((await book(visit('08:45'))).status).toBe(201);
    expect((await book(visit('09:30'))).status).toBe(409);
  });

  it('does not move onto a taken time, and stays where it was', async () => {
    const path = locationOf(await book(visit('09:00')));
    await book(visit('11:00'));
    const { startsAt, endsAt } = visit('11:15');
    expect(await change(path, { startsAt, endsAt })).toMatchObject({ status: 409, body: { code: 'slot_taken' } });
    const { body } = await house.request('GET', path, { token: clinic.staff.accessToken });
    expect(body).toMatchObject({ startsAt: visit('09:00')['startsAt'], version: 1 });
  });

  it('changes only what the caller has seen, when they send If-Match', async () => {
    const path = locationOf(await book(visit('09:00')));
    const seen = await house.request('GET', path, { token: clinic.staff.accessToken });
    const ifMatch = { 'if-match': seen.headers.get('etag') ?? '' };
    expect((await change(path, { notes: 'first' }, ifMatch)).status).toBe(200);
    const late = await change(path, { notes: 'second' }, ifMatch);
    expect(late).toMatchObject({ status: 412, body: { code: 'version_mismatch' } });
  });

  it('is cancelled once and for all: its time is free, a second cancel changes nothing, and it cannot be moved', async () => {
    const path = locationOf(await book(visit('09:00')));
    const { accessToken: token } = clinic.staff;
    const cancelled = await house.request('POST', `${path}/cancel`, { token });
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled', version: 2 } });
    const again = await house.request('POST', `${path}/cancel`, { token, body: {} });
    expect(again).toMatchObject({ status: 200, text: cancelled.text });
    expect(await change(path, { notes: 'x' })).toMatchObject({ status: 422, body: { code: 'appointment_cancelled' } });
    expect((await book(visit('09:00'))).status).toBe(201);
  });

  it.each([
    ['nothing at all', {}],
    ['an unknown field', { status: 'booked' }],
  ])('cannot be changed by %s', async (_what, body) => {
    const path = locationOf(await book(visit('09:00')));
    expect(await change(path, body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

describe('the list', () => {
  const list = (query: string): Promise<Answer> =>
    house.request('GET', `${base()}?${query}`, { token: clinic.billing.accessToken });
  const startsOf = ({ body }: Answer): string[] =>
    (body['items'] as { startsAt: string }[]).map(({ startsAt }) => startsAt.slice(11, 16));
  const day = 'from=2027-03-01T00:00:00Z&to=2027-03-02T00:00:00Z';

  it('is in the order of time and pages without gaps or repeats', async () => {
    for (const time of ['11:00', '09:00', '10:00']) await book(visit(time));
    expect(startsOf(await list(day))).toEqual(['09:00', '10:00', '11:00']);
    const first = await list(`${day}&limit=2`);
    const second = await list(`${day}&limit=2&cursor=${String(first.body['nextCursor'])}`);
    expect([...startsOf(first), ...startsOf(second)]).toEqual(['09:00', '10:00', '11:00']);
    expect(second.body['nextCursor']).toBeUndefined();
  });

  it('keeps to one practitioner and one status when asked', async () => {
    const path = locationOf(await book(visit('09:00')));
    await book(visit('10:00'));
    await house.request('POST', `${path}/cancel`, { token: clinic.staff.accessToken });
    expect(startsOf(await list(`${day}&status=cancelled`))).toEqual(['09:00']);
    expect(startsOf(await list(`${day}&practitionerId=${clinic.practitionerId}`))).toEqual(['09:00', '10:00']);
    expect(startsOf(await list(`${day}&practitionerId=PRC-other`))).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=101',
    'from=today',
    'cursor=made-up',
    'colour=red',
    'status=lost',
    `${day}&to=2029-01-01`,
  ])('refuses %s with a pointer', async (query) => {
    const answer = await list(query);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body['errors']).toHaveLength(1);
  });

  it('takes no cursor that was made for another list', async () => {
    for (const time of ['09:00', '10:00']) await book(visit(time));
    const { body } = await list(`${day}&limit=1`);
    const answer = await list(`${day}&limit=1&status=booked&cursor=${String(body['nextCursor'])}`);
    expect(answer.status).toBe(400);
  });
});

describe('who may do what', () => {
  it('billing reads and does not write', async () => {
    const path = locationOf(await book(visit('09:00')));
    const { accessToken: token } = clinic.billing;
    expect((await house.request('GET', path, { token })).status).toBe(200);
    for (const [method, target] of [
      ['POST', base()],
      ['PATCH', path],
      ['POST', `${path}/cancel`],
      ['DELETE', path],
    ] as const) {
      const answer = await house.request(method, target, { token, body: {} });
      expect(answer).toMatchObject({ status: 403, body: { code: 'group_missing' } });
    }
  });

  it('an admin does everything in every clinic', async () => {
    const { accessToken: token } = house.admin;
    const booked = await house.request('POST', base(), { token, body: visit('09:00') });
    expect(booked.status).toBe(201);
    expect((await house.request('GET', base(), { token })).status).toBe(200);
    expect((await house.request('DELETE', locationOf(booked), { token })).status).toBe(204);
  });
});
