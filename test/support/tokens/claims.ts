import { randomUUID } from 'node:crypto';

export const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Test00001';
export const clientId = '4webclient0000000000000000';
export const machineClientId = '5machineclient000000000000';

/** The claims of a user's access token, as docs/cognito-facts.md#t1 lists them. */
export function accessClaims(now: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const sub = randomUUID();
  return {
    sub,
    'cognito:groups': ['clinic-staff'],
    iss: issuer,
    version: 2,
    client_id: clientId,
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    auth_time: now,
    exp: now + 3_600,
    iat: now,
    jti: randomUUID(),
    username: sub,
    ...changes,
  };
}

/** The claims of an ID token, as docs/cognito-facts.md#t2 lists them. */
export function idClaims(now: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const sub = randomUUID();
  return {
    sub,
    'cognito:groups': ['clinic-staff'],
    email_verified: true,
    iss: issuer,
    'cognito:username': sub,
    origin_jti: randomUUID(),
    aud: clientId,
    event_id: randomUUID(),
    token_use: 'id',
    auth_time: now,
    exp: now + 3_600,
    iat: now,
    jti: randomUUID(),
    email: 'ada@sunrise-eye.com',
    'custom:clinic_id': 'CLN-001',
    ...changes,
  };
}

/** The claims of a client_credentials token, as docs/cognito-facts.md#t14 describes it. */
export function machineClaims(now: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    sub: machineClientId,
    token_use: 'access',
    scope: 'portal/appointments.read portal/appointments.write',
    auth_time: now,
    iss: issuer,
    exp: now + 3_600,
    iat: now,
    version: 2,
    jti: randomUUID(),
    client_id: machineClientId,
    ...changes,
  };
}
