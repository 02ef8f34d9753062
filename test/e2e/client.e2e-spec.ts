import createClient from 'openapi-fetch';
import type { paths } from '../../docs/openapi.js';
import { House, type HouseClinic } from '../support/server/house.js';

describe('A client that is typed by the description of the API', () => {
  let house: House;
  let clinic: HouseClinic;

  beforeAll(async () => {
    house = await House.open();
    clinic = await house.clinic();
  });
  afterAll(() => house.close());

  it('books a visit, reads it back and is told in a typed way why another one is refused', async () => {
    const client = createClient<paths>({
      baseUrl: house.url,
      headers: { authorization: `Bearer ${clinic.staff.accessToken}` },
    });
    const { clinicId, practitionerId } = clinic;
    const body = {
      practitionerId,
      startsAt: '2035-03-07T09:00:00-05:00',
      endsAt: '2035-03-07T09:30:00-05:00',
      patientName: 'Ada Example',
    };
    const booked = await client.POST('/v1/clinics/{clinicId}/appointments', { params: { path: { clinicId } }, body });
    expect(booked.response.status).toBe(201);
    expect(booked.data).toMatchObject({ practitionerId, startsAt: '2035-03-07T14:00:00.000Z', status: 'booked' });

    const appointmentId = booked.data?.id ?? '';
    const read = await client.GET('/v1/clinics/{clinicId}/appointments/{appointmentId}', {
      params: { path: { clinicId, appointmentId } },
    });
    expect(read.data).toEqual(booked.data);

    const again = await client.POST('/v1/clinics/{clinicId}/appointments', { params: { path: { clinicId } }, body });
    expect(again.error?.code).toBe('slot_taken');
  });
});
