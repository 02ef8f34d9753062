import { AppointmentListsService } from '../../src/appointments/appointment-lists.service.js';
import type { AppointmentPage } from '../../src/appointments/appointment.schema.js';
import { callerLoadLimits } from '../../src/auth/caller-load.js';
import { House, type HouseClinic } from '../support/server/house.js';

describe('many requests of one caller at the same time', () => {
  const { atOnce, waiting } = callerLoadLimits;
  let house: House;
  let clinic: HouseClinic;
  beforeAll(async () => {
    house = await House.open();
    clinic = await house.clinic();
  });
  afterAll(() => house.close());

  /** Keeps lists of appointments from being answered until the returned function is called. */
  function holdLists(): () => void {
    let release = (): void => undefined;
    const held = new Promise<AppointmentPage>((resolve) => {
      release = () => {
        resolve({ items: [] });
      };
    });
    jest.spyOn(house.app.get(AppointmentListsService), 'list').mockReturnValue(held);
    return release;
  }

  it('are bounded, and refused with the time of a retry, while nobody else is', async () => {
    const release = holdLists();
    const list = `/v1/clinics/${clinic.clinicId}/appointments`;
    const { accessToken: token } = clinic.staff;
    const extra = 20;
    let refusals = 0;
    let tellRefused = (): void => undefined;
    const allRefused = new Promise<void>((resolve) => (tellRefused = resolve));
    const crowd = Array.from({ length: atOnce + waiting.reads + extra }, async () => {
      const answer = await house.request('GET', list, { token });
      if (answer.status === 429 && ++refusals === extra) tellRefused();
      return answer;
    });
    await allRefused;
    const other = await house.request('GET', '/v1/me', { token: clinic.billing.accessToken });
    expect(other.status).toBe(200);
    release();
    const answers = await Promise.all(crowd);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(extra);
    for (const { status, headers, body } of refused) {
      expect(status).toBe(429);
      expect(headers.get('retry-after')).toBe('1');
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(body).toMatchObject({ code: 'too_many_requests', status: 429 });
    }
    expect((await house.request('GET', '/v1/me', { token })).status).toBe(200);
  });

  it('are not meant by one after the other, also through the adapter of the Lambda function', async () => {
    for (let request = 0; request < 2 * (atOnce + waiting.reads); request += 1) {
      const { statusCode } = await house.app.inject({
        method: 'GET',
        url: '/v1/me',
        headers: { authorization: `Bearer ${clinic.staff.accessToken}` },
      });
      expect(statusCode).toBe(200);
    }
  });
});
