import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { browserUser, sdkFor, signInBySrp } from '../../packages/cognito-emulator/test/support/cognito-clients.js';
import { House, type HouseClinic } from '../support/server/house.js';

let house: House;
let clinic: HouseClinic;
beforeAll(async () => {
  house = await House.open();
  clinic = await house.clinic();
});
afterAll(() => house.close());

/** As a browser does: amazon-cognito-identity-js, SRP, the public web client. */
async function signInFromBrowser(): Promise<{ accessToken: string; refreshToken: string }> {
  const { email, password } = clinic.staff;
  const session = await signInBySrp(browserUser(house.cognito, email), { Username: email, Password: password });
  if (session === 'NEW_PASSWORD_REQUIRED') throw new Error(session);
  return { accessToken: session.getAccessToken().getJwtToken(), refreshToken: session.getRefreshToken().getToken() };
}

const visit = (day: string) => ({
  practitionerId: clinic.practitionerId,
  startsAt: `${day}T09:00:00-05:00`,
  endsAt: `${day}T09:30:00-05:00`,
  patientName: 'Ada Example',
});

describe('the main job', () => {
  it('signs in from a browser by SRP, books, and reads the booking back', async () => {
    const { accessToken: token } = await signInFromBrowser();
    const path = `/v1/clinics/${clinic.clinicId}/appointments`;
    const booked = await house.request('POST', path, { token, body: visit('2027-01-11') });
    expect(booked).toMatchObject({
      status: 201,
      body: {
        clinicId: clinic.clinicId,
        status: 'booked',
        version: 1,
        startsAt: '2027-01-11T14:00:00.000Z',
        endsAt: '2027-01-11T14:30:00.000Z',
        patientName: 'Ada Example',
      },
    });
    const location = booked.headers.get('location') ?? '';
    expect(location).toBe(`${path}/${String(booked.body['id'])}`);
    expect(booked.headers.get('etag')).toBe(booked.body['etag']);

    const read = await house.request('GET', location, { token: clinic.billing.accessToken });
    expect(read.body).toEqual(booked.body);
    const day = '?from=2027-01-11T00:00:00-05:00&to=2027-01-12T00:00:00-05:00';
    const listed = await house.request('GET', path + day, { token });
    expect(listed.body).toEqual({ items: [booked.body] });
  });

  it('signs in again with the refresh token through the AWS SDK, and the new access token counts', async () => {
    const { refreshToken } = await signInFromBrowser();
    const { AuthenticationResult } = await sdkFor(house.cognito).send(
      new InitiateAuthCommand({
        ClientId: house.cognito.clients.web.id,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      }),
    );
    const answer = await house.request('GET', '/v1/me', { token: AuthenticationResult?.AccessToken });
    expect(answer).toMatchObject({ status: 200, body: { userId: clinic.staff.sub, clinicId: clinic.clinicId } });
  });

  it('keeps the other clinic’s data to itself, and says why', async () => {
    const other = await house.clinic();
    for (const path of ['', '/appointments', '/practitioners']) {
      const answer = await house.request('GET', `/v1/clinics/${other.clinicId}${path}`, {
        token: clinic.staff.accessToken,
      });
      expect(answer).toMatchObject({ status: 403, body: { code: 'clinic_mismatch' } });
    }
  });

  it('lets only an admin delete', async () => {
    const path = `/v1/clinics/${clinic.clinicId}/appointments`;
    const { accessToken: token } = clinic.staff;
    const booked = await house.request('POST', path, { token, body: visit('2027-01-12') });
    const appointment = booked.headers.get('location') ?? '';
    expect(await house.request('DELETE', appointment, { token })).toMatchObject({
      status: 403,
      body: { code: 'group_missing' },
    });
    expect((await house.request('DELETE', appointment, { token: house.admin.accessToken })).status).toBe(204);
    expect((await house.request('GET', appointment, { token })).status).toBe(404);
    // and the time is free again
    expect((await house.request('POST', path, { token, body: visit('2027-01-12') })).status).toBe(201);
  });

  it('takes no ID token', async () => {
    const answer = await house.request('GET', `/v1/clinics/${clinic.clinicId}/appointments`, {
      token: clinic.staff.idToken,
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'wrong_token_use' } });
  });
});
