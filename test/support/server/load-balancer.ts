import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

export const albArn =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/clinic-portal/50dc6c495c0c9188';

export interface AlbKeyPair {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** As it stands at the load balancers' public address. */
  readonly pem: string;
}

export function albKeyPair(namedCurve = 'P-256'): AlbKeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  return { kid: randomUUID(), privateKey, pem: String(publicKey.export({ format: 'pem', type: 'spki' })) };
}

/** Base64url with its padding, as a load balancer writes all three parts. */
export const paddedBase64url = (value: string | Uint8Array): string =>
  Buffer.from(value).toString('base64').replaceAll('+', '-').replaceAll('/', '_');

/** Signs exactly these texts, r and s side by side unless told otherwise. */
export function signAlbTexts(
  header: string,
  payload: string,
  key: KeyObject,
  dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363',
): string {
  const signed = `${paddedBase64url(header)}.${paddedBase64url(payload)}`;
  return `${signed}.${paddedBase64url(sign('sha256', Buffer.from(signed), { key, dsaEncoding }))}`;
}

export interface AlbSession {
  readonly issuer: string;
  readonly clientId: string;
  readonly sub: string;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** The members of a header of `x-amzn-oidc-data`, by AWS' page; it is good for two minutes. */
export const albHeader = ({ issuer, clientId, now }: AlbSession, kid: string): Record<string, unknown> => ({
  typ: 'JWT',
  kid,
  alg: 'ES256',
  iss: issuer,
  client: clientId,
  signer: albArn,
  exp: Math.floor(now) + 120,
});

/** What the pool's user-info endpoint says of a user: no groups, no client, no scopes. */
export const albClaims = ({ issuer, sub, now }: AlbSession): Record<string, unknown> => ({
  sub,
  email_verified: 'true',
  email: 'ada@sunrise-eye.com',
  username: sub,
  'custom:clinic_id': 'CLN-666',
  exp: Math.floor(now) + 120,
  iss: issuer,
});

/** `x-amzn-oidc-data` as a load balancer writes it, with members of header and payload added or replaced. */
export function signAlbData(session: AlbSession, key: AlbKeyPair, header: object = {}, claims: object = {}): string {
  return signAlbTexts(
    JSON.stringify({ ...albHeader(session, key.kid), ...header }),
    JSON.stringify({ ...albClaims(session), ...claims }),
    key.privateKey,
  );
}
